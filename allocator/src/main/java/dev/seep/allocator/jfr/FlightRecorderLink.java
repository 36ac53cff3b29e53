// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.jfr;

import dev.seep.allocator.core.Observer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/** Waits for Flight Recorder to come up, then shows it all allocators. Thread-safe. */
public final class FlightRecorderLink implements FlightRecorderListener {
    private static final System.Logger LOGGER = System.getLogger(FlightRecorderLink.class.getName());
    private static final FlightRecorderLink INSTANCE = new FlightRecorderLink();
    private static final boolean CONNECTED = connect();

    /** What is known of an allocator. */
    private record Watched(String name, Consumer<Observer> observed, Supplier<Occupancy> occupancy) {}

    private final Map<Object, Watched> allocators = new ConcurrentHashMap<>();
    private boolean initialized; // guarded by this

    private FlightRecorderLink() {}

    private static boolean connect() {
        try {
            boolean available = FlightRecorder.isAvailable();
            if (available) {
                FlightRecorder.addListener(INSTANCE); // calls recorderInitialized() at once if it is up already
            }
            return available;
        } catch (Throwable t) { // a JVM whose jdk.jfr is but a shell
            LOGGER.log(System.Logger.Level.DEBUG, "no Flight Recorder", t);
            return false;
        }
    }

    /**
     * Shows an allocator to Flight Recorder, now or when it comes up, until {@link #remove}.
     *
     * @param key that it is removed by
     * @param name of the allocator
     * @param observed takes what is to be told of mappings
     * @param occupancy asked once a period while a recording wants it
     */
    public static void add(Object key, String name, Consumer<Observer> observed, Supplier<Occupancy> occupancy) {
        if (CONNECTED) {
            INSTANCE.addAllocator(key, new Watched(name, observed, occupancy));
        }
    }

    private synchronized void addAllocator(Object key, Watched allocator) {
        allocators.put(key, allocator);
        if (initialized) {
            allocator.observed.accept(new EventObserver(allocator.name));
        }
    }

    /** Shows an allocator no more. */
    public static void remove(Object key) {
        INSTANCE.allocators.remove(key);
    }

    /** Registers the events. JFR calls this on the thread that made the first recording, before that recording runs. */
    @Override
    public synchronized void recorderInitialized(FlightRecorder recorder) {
        if (initialized) {
            return;
        }
        try {
            FlightRecorder.register(MappingEvent.class);
            FlightRecorder.register(PurgeEvent.class);
            FlightRecorder.register(RefusalEvent.class);
            FlightRecorder.register(OccupancyEvent.class);
            FlightRecorder.addPeriodicEvent(OccupancyEvent.class, this::commitOccupancies);
            initialized = true;
            allocators.values().forEach(allocator -> allocator.observed.accept(new EventObserver(allocator.name)));
        } catch (Throwable t) { // would come out of the program's first call of JFR
            LOGGER.log(System.Logger.Level.WARNING, "cannot register JFR events of the allocator", t);
        }
    }

    private void commitOccupancies() {
        allocators.values().forEach(allocator -> commitOccupancy(allocator.name, allocator.occupancy));
    }

    private static void commitOccupancy(String name, Supplier<Occupancy> source) {
        try {
            Occupancy occupancy = source.get();
            OccupancyEvent event = new OccupancyEvent();
            event.allocator = name;
            event.liveBytes = occupancy.liveBytes();
            event.residentBytes = occupancy.residentBytes();
            event.mappedBytes = occupancy.mappedBytes();
            event.cachedBytes = occupancy.cachedBytes();
            event.internalFragmentation = occupancy.internalFragmentation();
            event.externalFragmentation = occupancy.externalFragmentation();
            event.commit();
        } catch (RuntimeException e) { // JFR would print it on the program's standard output
            LOGGER.log(System.Logger.Level.DEBUG, "no occupancy: allocator=" + name, e);
        }
    }
}
