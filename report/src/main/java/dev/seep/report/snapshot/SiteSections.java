// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sites of a snapshot as their records come in. Confined to one thread. */
final class SiteSections {
    private final List<SiteFigures> sites = new ArrayList<>();
    private @Nullable SiteFigures open; // its stacks are still coming
    private List<StackFigures> openStacks = new ArrayList<>();
    private int openOrdinal = -1;

    void addSite(SectionInput in) throws DamageException {
        int ordinal = in.ordinal();
        SiteFigures next = site(in);
        close();
        open = next;
        openOrdinal = ordinal;
    }

    private void close() {
        SiteFigures site = open;
        if (site != null) {
            sites.add(withStacks(site, openStacks));
        }
        open = null;
        openStacks = new ArrayList<>();
        openOrdinal = -1;
    }

    private static SiteFigures withStacks(SiteFigures site, List<StackFigures> stacks) {
        return new SiteFigures(
                site.kind(),
                site.layer(),
                site.callSite(),
                site.figures(),
                site.allocatorTime(),
                site.generations(),
                site.sizes(),
                site.lifetimes(),
                site.threads(),
                site.oldestSeconds(),
                site.oldestBlocks(),
                site.owners(),
                stacks);
    }

    private static SiteFigures site(SectionInput in) throws DamageException {
        String kind = in.text();
        Layer layer = SnapshotAssembly.layer(in);
        Frame callSite = in.frame();
        Figures figures = SnapshotAssembly.figures(in);
        AllocatorTime time = in.flag() ? new AllocatorTime(in.decimal(), in.number(), in.numbers()) : null;
        int generationCount = in.count();
        List<Generation> generations = new ArrayList<>();
        for (int i = 0; i < generationCount; i++) {
            generations.add(new Generation(in.decimal(), in.number(), in.number(), in.number()));
        }
        List<Long> sizes = in.numbers();
        List<Long> lifetimes = in.numbers();
        int threadCount = in.count();
        List<ThreadFigures> threads = new ArrayList<>();
        for (int i = 0; i < threadCount; i++) {
            threads.add(new ThreadFigures(in.nullableText(), in.number(), in.number()));
        }
        double oldestSeconds = in.decimal();
        List<Block> blocks = blocks(in);
        OwnerFigures owners = in.flag() ? owners(in) : null;
        return new SiteFigures(
                kind,
                layer,
                callSite,
                figures,
                time,
                generations,
                sizes,
                lifetimes,
                threads,
                oldestSeconds,
                blocks,
                owners,
                List.of());
    }

    private static OwnerFigures owners(SectionInput in) throws DamageException {
        return new OwnerFigures(in.number(), in.number(), in.number(), in.hasMore() ? in.number() : 0);
    }

    /** Adds a stack to the site before it, unless it belongs to one that was lost with its section. */
    void addStack(SectionInput in) throws DamageException {
        int ordinal = in.ordinal();
        StackFigures stack = new StackFigures(
                role(in.text()),
                in.stack(),
                SnapshotAssembly.figures(in),
                SnapshotAssembly.figures(in),
                in.number(),
                in.decimal(),
                in.number(),
                in.decimal(),
                blocks(in),
                in.hasMore() ? in.numbers() : List.of());
        if (open != null && openOrdinal == ordinal) {
            openStacks.add(stack);
        }
    }

    private static StackFigures.Role role(String name) {
        for (StackFigures.Role role : StackFigures.Role.values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        return StackFigures.Role.UNKNOWN;
    }

    private static List<Block> blocks(SectionInput in) throws DamageException {
        int count = in.count();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(new Block(in.number(), in.number(), in.decimal(), in.nullableText()));
        }
        return blocks;
    }

    int count() {
        return sites.size() + (open == null ? 0 : 1);
    }

    /** {@return the sites read; there will be no more} */
    List<SiteFigures> list() {
        close();
        return sites;
    }
}
