// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.hook.RequestHandler;
import dev.seep.agent.weave.Catalogue;
import dev.seep.report.analysis.Difference;
import dev.seep.report.analysis.LineChange;
import dev.seep.report.analysis.Sites;
import dev.seep.report.render.DifferenceReport;
import dev.seep.report.render.ReportFiles;
import dev.seep.report.render.TextReport;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.KindFigures;
import dev.seep.report.snapshot.Marks;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what programs ask for by {@code dev.seep.api}. Thread-safe. */
final class ApiRequests implements RequestHandler {
    private final Tracking tracking;
    private final Reports reports;

    ApiRequests(Tracking tracking, Reports reports) {
        this.tracking = tracking;
        this.reports = reports;
    }

    @Override
    public @Nullable String answer(String request, String argument) {
        try {
            return answerOrThrow(request, argument);
        } catch (IOException | RuntimeException e) {
            return "-".concat(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (Throwable t) { // out of memory or stack: the program goes on as it would have
            return "-".concat(t.toString());
        }
    }

    private @Nullable String answerOrThrow(String request, String argument) throws IOException {
        return switch (request) {
            case "present" -> "+";
            case "mark" -> marks().keep(argument, reports.snapshots().take(Reason.MARK)) ? "+kept" : "+refused";
            case "forget" -> marks().forget(argument) ? "+forgotten" : "+unknown";
            case "since" -> "+".concat(since(argument));
            case "report" -> "+".concat(TextReport.of(reports.snapshots().take(Reason.DUMP)));
            case "snapshot" -> {
                ReportFiles.write(Path.of(argument), reports.snapshots().take(Reason.DUMP), marks().encoded());
                yield "+written";
            }
            default -> null;
        };
    }

    private Marks marks() {
        return reports.marks();
    }

    private String since(String name) throws IOException {
        if (!tracking.options().filter().keepsAll()) {
            throw new IllegalStateException("lines are not counted with the options include and exclude");
        }
        Snapshot mark = marks().get(name);
        if (mark == null) {
            throw new IllegalStateException("there is no such mark: name=".concat(name));
        }
        Snapshot now = reports.snapshots().take(Reason.DUMP);
        Difference difference = Difference.of(Sites.of(labelled(mark)), Sites.of(labelled(now)));
        List<LineChange> grown = new ArrayList<>();
        for (LineChange change : difference.grown()) {
            if (change.isSure() && change.callSite() != null) {
                grown.add(change);
            }
        }
        return grown.isEmpty() ? "" : DifferenceReport.entriesOf(difference, grown);
    }

    /** {@return {@code snapshot} without what is not counted by line} */
    private static Snapshot labelled(Snapshot snapshot) {
        List<SiteFigures> sites = new ArrayList<>();
        List<KindFigures> kinds = new ArrayList<>();
        for (KindFigures kind : snapshot.kinds()) {
            Figures sum = Figures.ZERO;
            for (SiteFigures site : snapshot.sites()) {
                boolean ofKind = site.kind().equals(kind.kind()) && site.layer() == kind.layer();
                if (ofKind && site.callSite() != null && !Catalogue.isPoolsOwn(site.kind())) {
                    sites.add(site);
                    sum = sum.plus(site.figures());
                }
            }
            kinds.add(new KindFigures(kind.kind(), kind.layer(), sum));
        }
        return snapshot.withSites(kinds, sites);
    }
}
