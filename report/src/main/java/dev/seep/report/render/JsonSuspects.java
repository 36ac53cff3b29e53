// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Evidence;
import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.Suppression;
import dev.seep.report.analysis.Suspect;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.OwnerFigures;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts {@code suspects} and {@code suppressions} of the JSON report. */
final class JsonSuspects {
    private static final double HOUR = 3600;

    private final JsonWriter json;

    JsonSuspects(JsonWriter json) {
        this.json = json;
    }

    void write(List<Suspect> suspects) throws IOException {
        json.name("suspects").beginArray();
        for (int i = 0; i < suspects.size(); i++) {
            suspect(i + 1, suspects.get(i));
        }
        json.endArray();
    }

    void writeSuppressions(List<Suppression> suppressions) throws IOException {
        json.name("suppressions").beginArray();
        for (Suppression suppression : suppressions) {
            json.beginObject();
            json.name("rule").value(suppression.rule());
            json.name("usedCount").value(suppression.count());
            json.name("liveBytes").value(suppression.figures().liveBytes());
            json.name("liveCount").value(suppression.figures().liveCount());
            json.endObject();
        }
        json.endArray();
    }

    private void suspect(int rank, Suspect suspect) throws IOException {
        Site site = suspect.judgement().site();
        Evidence evidence = suspect.judgement().evidence();
        OwnerFigures owners = site.details().owners();
        json.beginObject();
        json.name("rank").value(rank);
        json.name("verdict").value(suspect.judgement().verdict().label());
        json.name("confidence").value(suspect.judgement().confidence());
        json.name("kind").value(site.kind());
        json.name("layer").value(site.layer().label());
        json.name("culprit");
        JsonSites.frame(json, suspect.culprit());
        json.name("frames").beginArray();
        for (Frame frame : suspect.frames()) {
            JsonSites.frame(json, frame);
        }
        json.endArray();
        json.name("exact").value(suspect.exact());
        json.name("errorBytes").value(suspect.errorBytes());
        JsonReport.figures(json, suspect.figures(), null);
        json.name("siteLiveBytes").value(site.figures().liveBytes());
        json.name("bytesPerHour").value(known(evidence == null ? Double.NaN : suspect.bytesPerSecond() * HOUR));
        json.name("spread").value(known(evidence == null ? Double.NaN : evidence.spread()));
        json.name("retention").value(known(evidence == null ? Double.NaN : evidence.retention()));
        json.name("decay").value(known(evidence == null ? Double.NaN : evidence.decay()));
        json.name("ownersLost").value(owners == null ? null : (Long) owners.lostCount());
        json.name("freedByGcCount").value(owners == null ? null : (Long) owners.freedByGcCount());
        json.name("oldestSeconds").value(site.oldestSeconds());
        json.name("lastTouch").nullValue();
        json.name("hint").value(suspect.hint());
        json.endObject();
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
