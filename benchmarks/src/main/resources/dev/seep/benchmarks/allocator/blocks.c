// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
//
// The programs of dev.seep.benchmarks.blocks, loop by loop, on malloc and free: whatever LD_PRELOAD puts there.
// Arguments: program, threads, seconds of warm-up, seconds of measuring. Prints pairs=... cpuNanos=... wallNanos=... heapBytes=0.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_THREADS 16
#define SLOTS (1 << 20)
#define APART 1024
#define FENCE() __asm__ volatile("" ::: "memory")

struct worker {
    _Alignas(128) _Atomic long done;
    uint64_t random;
    int number;
    int first, second, third; // slots
    int size;                 // of what the program has one number for
    long passed, seen, sum;   // handover
    pthread_t thread;
};

static char *slots[SLOTS];
static int reserved;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct worker workers[MAX_THREADS];
static _Atomic int stopped;
static int (*step)(struct worker *);
static void (*prepare)(struct worker *);
static int program_size;

static int reserve(int count) {
    pthread_mutex_lock(&lock);
    int first = reserved;
    reserved += (count + APART - 1) / APART * APART;
    pthread_mutex_unlock(&lock);
    return first;
}

static inline int below(struct worker *w, int bound) {
    uint64_t s = w->random;
    s ^= s << 13;
    s ^= s >> 7;
    s ^= s << 17;
    w->random = s;
    return (int) ((s >> 33) * (uint64_t) bound >> 31);
}

static inline void put(int slot, size_t bytes) {
    FENCE();
    char *block = malloc(bytes);
    *(long *) block = slot;
    slots[slot] = block;
}

static inline void drop(int slot) {
    FENCE();
    free(slots[slot]);
}

static inline void replace(int slot, size_t bytes) {
    drop(slot);
    put(slot, bytes);
}

// pair

static void prepare_pair(struct worker *w) {
    w->first = reserve(1);
}

static int step_pair(struct worker *w) {
    for (int i = 0; i < 256; i++) {
        put(w->first, w->size);
        drop(w->first);
    }
    return 256;
}

// random, live

static void prepare_random(struct worker *w) {
    w->first = reserve(w->size);
    for (int i = 0; i < w->size; i++) {
        put(w->first + i, 8 + below(w, 1025));
    }
}

static int step_random(struct worker *w) {
    for (int i = 0; i < 256; i++) {
        int slot = w->first + below(w, w->size);
        replace(slot, 8 + below(w, 1025));
    }
    return 256;
}

// handover

#define RING 1024
#define SPINS 1000
static _Alignas(128) _Atomic long produced;
static _Alignas(128) _Atomic long consumed;
static _Alignas(128) int ring;

static void prepare_handover(struct worker *w) {
    if (w->number == 0) {
        ring = reserve(RING);
    }
}

static int await(struct worker *w, _Atomic long *counter, long old) {
    for (int waits = 0;; waits++) {
        w->seen = atomic_load_explicit(counter, memory_order_acquire);
        if (w->seen != old) {
            return 1;
        }
        if (stopped) {
            return 0;
        }
        if (waits % SPINS == SPINS - 1) {
            sched_yield();
        }
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
}

static int step_handover(struct worker *w) {
    for (int i = 0; i < 256; i++) {
        if (w->number == 0) {
            if (w->passed - w->seen == RING && !await(w, &consumed, w->passed - RING)) {
                return 0;
            }
            put(ring + (int) (w->passed % RING), 8 + below(w, 1025));
            atomic_store_explicit(&produced, ++w->passed, memory_order_release);
        } else {
            if (w->passed == w->seen && !await(w, &produced, w->passed)) {
                return i;
            }
            int slot = ring + (int) (w->passed % RING);
            w->sum += *(long *) slots[slot];
            drop(slot);
            atomic_store_explicit(&consumed, ++w->passed, memory_order_release);
        }
    }
    return w->number == 0 ? 0 : 256;
}

// web

static void request(struct worker *w, int slot) {
    put(slot, 8192);
    for (int i = 1; i <= 16; i++) {
        put(slot + i, 16 + below(w, 256));
    }
    put(slot + 17, 64);
    put(slot + 18, 512 + below(w, 7680));
    put(slot + 19, 1024 + below(w, 15360));
}

static void prepare_web(struct worker *w) {
    w->first = reserve(16 * 20);
    for (int i = 0; i < 16; i++) {
        request(w, w->first + i * 20);
    }
}

static int step_web(struct worker *w) {
    for (int i = 0; i < 8; i++) {
        int slot = w->first + w->second * 20;
        for (int j = 0; j < 20; j++) {
            drop(slot + j);
        }
        request(w, slot);
        w->second = (w->second + 1) % 16;
    }
    return 8 * 20;
}

// database

#define ROWS 10000
#define PAGES 256

static void prepare_database(struct worker *w) {
    w->first = reserve(ROWS);
    w->second = reserve(PAGES);
    w->third = reserve(3);
    for (int i = 0; i < ROWS; i++) {
        put(w->first + i, 32 + below(w, 480));
    }
    for (int i = 0; i < PAGES; i++) {
        put(w->second + i, 16 << 10);
    }
}

static int step_database(struct worker *w) {
    for (int i = 0; i < 64; i++) {
        put(w->third, 256);
        put(w->third + 1, 1024);
        for (int j = 0; j < 4; j++) {
            int slot = w->first + below(w, ROWS);
            replace(slot, 32 + below(w, 480));
        }
        if (i % 8 == 0) {
            replace(w->second + below(w, PAGES), 16 << 10);
        }
        drop(w->third + 1);
        drop(w->third);
    }
    put(w->third + 2, 256 << 10);
    drop(w->third + 2);
    return 64 * 6 + 64 / 8 + 1;
}

// game

#define FRAME 555

static void frame(struct worker *w, int slot) {
    for (int i = 0; i < 500; i++) {
        put(slot + i, 16 + below(w, 112));
    }
    for (int i = 0; i < 50; i++) {
        put(slot + 500 + i, 512 + below(w, 3584));
    }
    for (int i = 0; i < 5; i++) {
        put(slot + 550 + i, 64 << 10);
    }
}

static void prepare_game(struct worker *w) {
    w->first = reserve(2 * FRAME);
    frame(w, w->first);
    frame(w, w->first + FRAME);
}

static int step_game(struct worker *w) {
    int slot = w->first + w->second * FRAME;
    for (int i = 0; i < FRAME; i++) {
        drop(slot + i);
    }
    frame(w, slot);
    w->second = 1 - w->second;
    return FRAME;
}

// tensors

static const int mebibytes[12] = {1, 4, 2, 8, 4, 2, 8, 4, 2, 4, 1, 8};

static void prepare_tensors(struct worker *w) {
    w->first = reserve(12);
    w->second = reserve(1);
}

static void tensor(int slot, int bytes) {
    put(slot, bytes);
    for (int offset = 0; offset < bytes; offset += 4096) {
        *(long *) (slots[slot] + offset) = slot;
    }
}

static int step_tensors(struct worker *w) {
    int length = 8 + below(w, 8);
    for (int i = 0; i < 12; i++) {
        tensor(w->first + i, (mebibytes[i] << 20) / 16 * (length + 1));
    }
    for (int i = 11; i >= 0; i--) {
        tensor(w->second, (mebibytes[i] << 20) / 16 * (length + 1));
        drop(w->second);
        drop(w->first + i);
    }
    return 24;
}

static const struct program {
    const char *name;
    int size;
    void (*prepare)(struct worker *);
    int (*step)(struct worker *);
} programs[] = {
    {"pair-16", 16, prepare_pair, step_pair},
    {"pair-1k", 1 << 10, prepare_pair, step_pair},
    {"pair-16k", 16 << 10, prepare_pair, step_pair},
    {"pair-1m", 1 << 20, prepare_pair, step_pair},
    {"random", 1000, prepare_random, step_random},
    {"live", 100000, prepare_random, step_random},
    {"handover", 0, prepare_handover, step_handover},
    {"web", 0, prepare_web, step_web},
    {"database", 0, prepare_database, step_database},
    {"game", 0, prepare_game, step_game},
    {"tensors", 0, prepare_tensors, step_tensors},
};

static void *work(void *argument) {
    struct worker *w = argument;
    w->random = 0x9e3779b97f4a7c15u * (uint64_t) (w->number + 1);
    w->size = program_size;
    prepare(w);
    while (!stopped) {
        atomic_store_explicit(&w->done, w->done + step(w), memory_order_release);
    }
    return NULL;
}

static long pairs(int threads) {
    long sum = 0;
    for (int i = 0; i < threads; i++) {
        sum += workers[i].done;
    }
    return sum;
}

static long nanos(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void await_pairs(int threads, long least, long nanoseconds) {
    long end = nanos(CLOCK_MONOTONIC) + nanoseconds;
    do {
        long left = end - nanos(CLOCK_MONOTONIC);
        struct timespec pause = {0, 1000000};
        if (left > 1000000) {
            pause.tv_sec = left / 1000000000L;
            pause.tv_nsec = left % 1000000000L;
        }
        nanosleep(&pause, NULL);
    } while (nanos(CLOCK_MONOTONIC) < end || pairs(threads) < least);
}

int main(int count, char **arguments) {
    int threads = count == 5 ? atoi(arguments[2]) : 0;
    if (threads < 1 || threads > MAX_THREADS) {
        fprintf(stderr, "usage: %s PROGRAM THREADS SECONDS SECONDS\n", arguments[0]);
        return 2;
    }
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        if (strcmp(programs[i].name, arguments[1]) == 0) {
            program_size = programs[i].size;
            prepare = programs[i].prepare;
            step = programs[i].step;
        }
    }
    if (step == NULL) {
        fprintf(stderr, "unknown program: name=%s\n", arguments[1]);
        return 2;
    }
    long warm_up = (long) (1e9 * atof(arguments[3]));
    long nanoseconds = (long) (1e9 * atof(arguments[4]));
    for (int i = 0; i < threads; i++) {
        workers[i].number = i;
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    await_pairs(threads, 1, warm_up);

    long pairs_before = pairs(threads);
    long wall_before = nanos(CLOCK_MONOTONIC);
    long cpu_before = nanos(CLOCK_PROCESS_CPUTIME_ID);
    await_pairs(threads, pairs_before + 1, nanoseconds);
    long done = pairs(threads) - pairs_before;
    long wall = nanos(CLOCK_MONOTONIC) - wall_before;
    long cpu = nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu_before;

    stopped = 1;
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    printf("pairs=%ld cpuNanos=%ld wallNanos=%ld heapBytes=0\n", done, cpu, wall);
    return 0;
}
