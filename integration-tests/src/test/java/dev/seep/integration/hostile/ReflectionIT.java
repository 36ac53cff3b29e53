// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.lang.invoke.MethodHandles;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** What the application may not touch without the agent it may not touch with it. */
class ReflectionIT {
    @EveryJdk
    void reflectionIntoTheJdk_failsAsWithoutTheAgent(Jdk jdk) throws Exception {
        EndedJvm without = ForkedJvm.on(jdk).run(Probes.class);

        EndedJvm with = ForkedJvm.on(jdk).withAgent("interval=1,quiet").run(Probes.class);

        assertThat(without.out()).contains("java.base/jdk.internal.misc open=false", "String.value: java.lang.reflect");
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.err()).isEqualTo(without.err());
    }

    @EveryJdk
    void reflectionIntoTheJdk_failsAsWithoutTheAgent_whileRecording(Jdk jdk) throws Exception {
        EndedJvm without = ForkedJvm.on(jdk).withRecording().run(Probes.class);

        EndedJvm with =
                ForkedJvm.on(jdk).withAgent("interval=1,quiet").withRecording().run(Probes.class);

        assertThat(lastLines(with)).isEqualTo(lastLines(without));
    }

    /** JFR's own first line names the process. */
    private static String lastLines(EndedJvm jvm) {
        return jvm.out().substring(jvm.out().indexOf("probes:"));
    }

    /** Prints what reflection can and cannot do, in an order of its own. */
    static final class Probes {
        public static void main(String[] args) {
            System.out.println("probes:");
            probe("String.value", () -> {
                String.class.getDeclaredField("value").setAccessible(true);
                return "accessible";
            });
            probe(
                    "Unsafe.getUnsafe",
                    () -> Class.forName("jdk.internal.misc.Unsafe")
                            .getMethod("getUnsafe")
                            .invoke(null)
                            .getClass());
            probe(
                    "SharedSecrets",
                    () -> Class.forName("jdk.internal.access.SharedSecrets")
                            .getMethod("getJavaLangAccess")
                            .invoke(null)
                            .getClass());
            probe("lookup in Object", () -> MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()));
            probe("lookup in Thread", () -> MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup()));
            probe("defineClass", () -> {
                ClassLoader.class
                        .getDeclaredMethod("defineClass", String.class, byte[].class, int.class, int.class)
                        .setAccessible(true);
                return "accessible";
            });
            probe("agent", () -> Class.forName("dev.seep.agent.Agent"));
            probe("asm", () -> Class.forName("dev.seep.shaded.asm.ClassReader"));
            packages();
        }

        private static void probe(String name, Callable<Object> action) {
            Object result;
            try {
                result = action.call();
            } catch (Exception e) {
                result = e;
            }
            System.out.println(name + ": " + String.valueOf(result).replaceAll("@[0-9a-f]+", "@"));
        }

        private static void packages() {
            Module application = Probes.class.getModule();
            TreeSet<String> lines = new TreeSet<>();
            for (Module module : ModuleLayer.boot().modules()) {
                for (String name : module.getPackages()) {
                    lines.add(module.getName() + "/" + name + " open=" + module.isOpen(name, application) + " exported="
                            + module.isExported(name, application) + " to all: " + module.isOpen(name) + " "
                            + module.isExported(name));
                }
            }
            lines.forEach(System.out::println);
        }
    }
}
