// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** Registers allocators with the platform's MBean server. Loaded only if one is to be registered. */
final class Beans {
    private static final System.Logger LOGGER = System.getLogger(Beans.class.getName());

    private Beans() {}

    /** What JMX sees of an allocator. */
    private record Bean(OffHeapAllocator allocator) implements AllocatorMXBean {
        @Override
        public String getName() {
            return allocator.name();
        }

        @Override
        public long getLiveBytes() {
            return getStats().liveBytes();
        }

        @Override
        public long getResidentBytes() {
            return getStats().residentBytes();
        }

        @Override
        public long getMappedBytes() {
            return getStats().mappedBytes();
        }

        @Override
        public long getMaxBytes() {
            return getStats().maxBytes();
        }

        @Override
        public AllocatorStats getStats() {
            return allocator.stats();
        }

        @Override
        public void purge() {
            allocator.purge();
        }
    }

    /** {@return how to take the bean away again; null if it could not be registered, which is logged} */
    static @Nullable Runnable register(OffHeapAllocator allocator) {
        try {
            ObjectName name = new ObjectName("dev.seep:type=Allocator,name=" + value(allocator.name()));
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(new Bean(allocator), AllocatorMXBean.class, true), name);
            return () -> unregister(name);
        } catch (JMException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "no MXBean for an allocator: name=" + allocator.name(), e);
            return null;
        }
    }

    private static String value(String name) {
        return name.matches("[\\w.-]+") ? name : ObjectName.quote(name);
    }

    private static void unregister(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "MXBean is gone already: name=" + name, e);
        }
    }
}
