// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * Serves 16 connections in turn: each request has a buffer that is read into, 16 headers, a session, a body and a
 * response, which are freed in that order when the connection's next request comes.
 */
final class WebRequests extends Workload {
    private static final int REQUESTS = 8;
    private static final int CONNECTIONS = 16;
    private static final int HEADERS = 16;
    private static final int BLOCKS = HEADERS + 4;

    private final int first;
    private int connection;

    WebRequests(Team team, int number) {
        super(team, number);
        first = team.reserve(CONNECTIONS * BLOCKS);
        for (int i = 0; i < CONNECTIONS; i++) {
            allocate(first + i * BLOCKS);
        }
    }

    @Override
    int step() {
        for (int i = 0; i < REQUESTS; i++) {
            int slot = first + connection * BLOCKS;
            for (int j = 0; j < BLOCKS; j++) {
                blocks.free(slot + j);
            }
            allocate(slot);
            connection = (connection + 1) % CONNECTIONS;
        }
        return REQUESTS * BLOCKS;
    }

    private void allocate(int slot) {
        blocks.allocate(slot, 8192);
        for (int i = 1; i <= HEADERS; i++) {
            blocks.allocate(slot + i, 16 + numbers.below(256));
        }
        blocks.allocate(slot + HEADERS + 1, 64);
        blocks.allocate(slot + HEADERS + 2, 512 + numbers.below(7680));
        blocks.allocate(slot + HEADERS + 3, 1024 + numbers.below(15_360));
    }
}
