// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.ThreadFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What threads have of a site. */
final class ThreadShares {
    private ThreadShares() {}

    /** {@return {@code threads} scaled so that they add up to {@code figures}, those with nothing left out} */
    static List<ThreadFigures> scaled(List<ThreadFigures> threads, Figures figures) {
        long[] live = new long[threads.size()];
        long[] freed = new long[threads.size()];
        for (int i = 0; i < live.length; i++) {
            ThreadFigures thread = threads.get(i);
            live[i] = Math.max(0, thread.liveBytes());
            freed[i] = Math.max(live[i], thread.allocatedBytes()) - live[i];
        }
        long liveSum = Apportionment.sum(live);
        long freedSum = Apportionment.sum(freed);
        if (liveSum == 0 && freedSum == 0) {
            return List.of();
        }
        long[] liveShares = Apportionment.split(figures.liveBytes(), liveSum == 0 ? freed : live);
        long[] freedShares = Apportionment.split(figures.freedBytes(), freedSum == 0 ? live : freed);
        List<ThreadFigures> scaled = new ArrayList<>(live.length);
        for (int i = 0; i < live.length; i++) {
            long allocated = liveShares[i] + freedShares[i];
            if (allocated > 0) {
                scaled.add(new ThreadFigures(threads.get(i).name(), liveShares[i], allocated));
            }
        }
        scaled.sort(new LargestFirst());
        return scaled;
    }

    /** {@return the threads of both, those of one name as one} */
    static List<ThreadFigures> sum(List<ThreadFigures> one, List<ThreadFigures> other) {
        List<ThreadFigures> sum = new ArrayList<>(one);
        for (ThreadFigures thread : other) {
            int at = indexOf(sum, thread);
            if (at < 0) {
                sum.add(thread);
            } else {
                ThreadFigures same = sum.get(at);
                sum.set(
                        at,
                        new ThreadFigures(
                                same.name(),
                                same.liveBytes() + thread.liveBytes(),
                                same.allocatedBytes() + thread.allocatedBytes()));
            }
        }
        sum.sort(new LargestFirst());
        return sum;
    }

    private static int indexOf(List<ThreadFigures> threads, ThreadFigures thread) {
        for (int i = 0; i < threads.size(); i++) {
            if (Objects.equals(threads.get(i).name(), thread.name())) {
                return i;
            }
        }
        return -1;
    }

    // Not a lambda: linking one takes longer than sorting, in a JVM that is ending.
    private static final class LargestFirst implements Comparator<ThreadFigures> {
        @Override
        public int compare(ThreadFigures one, ThreadFigures other) {
            int byLive = Long.compare(other.liveBytes(), one.liveBytes());
            return byLive != 0 ? byLive : Long.compare(other.allocatedBytes(), one.allocatedBytes());
        }
    }
}
