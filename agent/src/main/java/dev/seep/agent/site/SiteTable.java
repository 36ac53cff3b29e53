// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import dev.seep.agent.kind.Kinds;

/**
 * The sites that allocations are counted by: a call site and a kind, or a kind alone where the call is not known.
 *
 * <p>Ids below {@link #FIRST_LABELLED} are kinds without a call site, the others are given out one after the other. Thread-safe;
 * {@link #of} costs two loads for a site that is there.
 */
public final class SiteTable {
    /*
     * Implementation notes
     *
     * first[callSite] holds site << 8 | kind of the call site's first site: nearly all have one kind only. Further ones are
     * chained by next[]. A site's keys are written before the word that leads to it, both under the lock; a reader that
     * sees 0 comes here again. The lock is taken once for each site there ever is.
     */
    /** The first id that has a call site. */
    public static final int FIRST_LABELLED = Kinds.MAX_KINDS;

    /** Most ids there can be. */
    public static final int MAX = FIRST_LABELLED + CallSites.MAX;

    private final CallSites callSites;
    private final int[] first = new int[CallSites.MAX + 1];
    private final int[] callSiteAndKind = new int[MAX];
    private final int[] next = new int[MAX];
    private volatile int count = FIRST_LABELLED;

    /** Makes the table, with a site for each kind. */
    public SiteTable(CallSites callSites) {
        this.callSites = callSites;
        for (int kind = 0; kind < FIRST_LABELLED; kind++) {
            callSiteAndKind[kind] = kind;
        }
    }

    /**
     * {@return the site of a block}
     *
     * @param callSite id of a call site
     * @param kind id of the block's kind; if blocks of that kind are none of the call site's, or there is no room for
     *     another site, the result is the site of the kind alone
     */
    public int of(int callSite, int kind) {
        int word = first[callSite];
        return (word & 0xff) == kind && word != 0 ? word >>> 8 : findOrAdd(callSite, kind);
    }

    private int findOrAdd(int callSite, int kind) {
        int known = find(callSite, kind);
        if (known != 0) {
            return known;
        }
        return callSites.expects(callSite, kind) && count < MAX ? add(callSite, kind) : kind;
    }

    /** {@return the site, which is never 0 for a labelled one, or 0} */
    private int find(int callSite, int kind) {
        for (int site = first[callSite] >>> 8; site != 0; site = next[site]) {
            if (callSiteAndKind[site] == key(callSite, kind)) {
                return site;
            }
        }
        return 0;
    }

    private synchronized int add(int callSite, int kind) {
        int known = find(callSite, kind);
        if (known != 0 || count == MAX) {
            return known == 0 ? kind : known;
        }
        int site = count;
        callSiteAndKind[site] = key(callSite, kind);
        next[site] = first[callSite] >>> 8;
        count = site + 1; // volatile: what stands above comes before the word below
        first[callSite] = site << 8 | kind;
        return site;
    }

    private static int key(int callSite, int kind) {
        return callSite << 8 | kind;
    }

    /** {@return the kind of a site's blocks} */
    public int kind(int site) {
        return callSiteAndKind[site] & 0xff;
    }

    /** {@return the id of a site's call site, or 0 if the site is a kind alone} */
    public int callSite(int site) {
        return callSiteAndKind[site] >>> 8;
    }

    /** {@return one more than the highest id in use} */
    public int count() {
        return count;
    }
}
