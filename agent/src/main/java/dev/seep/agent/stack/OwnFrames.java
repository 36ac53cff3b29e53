// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** Tells the agent's own frames from those of the application and its libraries. */
final class OwnFrames {
    /*
     * Implementation notes
     *
     * The agent's classes are known by name. The prefix is taken from a class, not written down, so that packaging,
     * which relocates both classes and constants, cannot part them. The hook classes are the exception: in the packaged
     * agent they are java.lang.Seep..., in unit tests they are where they were written, below the prefix.
     */
    private static final String HOOK_PREFIX = "java.lang.Seep";
    private static final String AGENT_PREFIX = agentPrefix();
    private static final String LAUNCHER = launcher();

    private OwnFrames() {}

    static boolean isOwn(String className) {
        return className.startsWith(AGENT_PREFIX)
                || className.startsWith(HOOK_PREFIX)
                || className.startsWith(LAUNCHER);
    }

    static boolean isOwn(Class<?> type) {
        return isOwn(type.getName()); // the name is cached in the class
    }

    private static String agentPrefix() {
        String name = OwnFrames.class.getPackageName(); // dev.seep.agent.stack
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static String launcher() {
        String parent = AGENT_PREFIX.substring(0, AGENT_PREFIX.length() - 1); // dev.seep.agent
        return parent.substring(0, parent.lastIndexOf('.') + 1).concat("Launcher");
    }
}
