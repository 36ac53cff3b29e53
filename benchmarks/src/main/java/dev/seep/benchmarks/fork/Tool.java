// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a program runs under: nothing, an agent that does nothing, Seep, or one of its peers. */
public enum Tool {
    NOTHING("nothing", null),
    IDLE_AGENT("idle agent", null),
    SEEP_OFF("seep enabled=false", null),
    ASYNC_512K("async-profiler nativemem=512k", null),
    SEEP("seep", ASYNC_512K),
    ASYNC_EVERY("async-profiler nativemem (all)", null),
    SEEP_EVERY("seep interval=1", ASYNC_EVERY),
    NMT_SUMMARY("NMT summary", null),
    NMT_DETAIL("NMT detail", null);

    private final String title;
    private final @Nullable Tool peer;

    Tool(String title, @Nullable Tool peer) {
        this.title = title;
        this.peer = peer;
    }

    /** {@return how tables call it} */
    public String title() {
        return title;
    }

    /** {@return the tool that does the most similar work, to be compared with, or null} */
    public @Nullable Tool peer() {
        return peer;
    }

    /** {@return the name it has on the command line, such as {@code seep-every}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the tool of that key}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Tool of(String key) {
        for (Tool tool : values()) {
            if (tool.key().equals(key)) {
                return tool;
            }
        }
        throw new IllegalArgumentException("unknown tool: --tools " + key + " [one of " + keys() + "]");
    }

    private static String keys() {
        StringBuilder keys = new StringBuilder();
        for (Tool tool : values()) {
            keys.append(keys.isEmpty() ? "" : ", ").append(tool.key());
        }
        return keys.toString();
    }

    /** {@return the options of the JVM that runs under this tool} */
    public List<String> jvmArguments(String agentJar, AsyncProfiler asyncProfiler) {
        return switch (this) {
            case NOTHING -> List.of();
            case IDLE_AGENT -> List.of("-javaagent:" + IdleAgentJar.path());
            case SEEP_OFF -> List.of("-javaagent:" + agentJar + "=enabled=false");
            case SEEP -> List.of("-javaagent:" + agentJar + "=out={dir}/seep.json");
            case SEEP_EVERY -> List.of("-javaagent:" + agentJar + "=interval=1,out={dir}/seep.json");
            case ASYNC_512K -> List.of(asyncProfiler.option("nativemem=512k", "{dir}/async.jfr"));
            case ASYNC_EVERY -> List.of(asyncProfiler.option("nativemem", "{dir}/async.jfr"));
            case NMT_SUMMARY -> List.of("-XX:NativeMemoryTracking=summary");
            case NMT_DETAIL -> List.of("-XX:NativeMemoryTracking=detail");
        };
    }
}
