// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteStack;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;

/**
 * Stacks by live bytes, a line each, as flame graph tools read them: {@code frame;frame;frame bytes}.
 *
 * <p>Frames run from the outermost to the allocation, as {@code class.method:line}; the kind in brackets comes last, so that
 * the lines of all kinds share their callers. {@code [deeper]} stands for outer frames that were cut off or not known, {@code
 * [unknown]} for memory whose stack is not known: the lines of a kind add up to its live bytes. What holds nothing is
 * left out.
 */
final class CollapsedReport implements Report {
    private static final String CUT = "[deeper];";
    private static final String UNKNOWN = "[unknown];";

    @Override
    public void write(Snapshot snapshot, Sites sites, OutputStream out) throws IOException {
        Writer writer = Utf8Output.over(out);
        for (Site site : sites.top(Integer.MAX_VALUE)) {
            if (site.rest() && site.figures().liveBytes() > 0) {
                writer.write(UNKNOWN);
                end(writer, site);
                writer.write(Long.toString(site.figures().liveBytes()));
                writer.write('\n');
            }
            for (SiteStack stack : site.stacks()) {
                if (stack.figures().liveBytes() > 0) {
                    writer.write(stack.omittedFrames() != 0 ? CUT : "");
                    frames(writer, stack.frames());
                    end(writer, site);
                    writer.write(Long.toString(stack.figures().liveBytes()));
                    writer.write('\n');
                }
            }
        }
        writer.flush();
    }

    private static void frames(Writer writer, List<Frame> frames) throws IOException {
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            name(writer, frame.className());
            writer.write('.');
            name(writer, frame.methodName());
            if (frame.line() >= 0) {
                writer.write(':');
                writer.write(Integer.toString(frame.line()));
            }
            writer.write(';');
        }
    }

    private static void end(Writer writer, Site site) throws IOException {
        writer.write('[');
        name(writer, site.kind());
        writer.write("] ");
    }

    /** Writes a name; what would end a frame or a line of the format becomes {@code _}. */
    private static void name(Writer writer, String name) throws IOException {
        int start = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ';' || Character.isISOControl(c) || Character.isWhitespace(c)) {
                writer.write(name, start, i - start);
                writer.write('_');
                start = i + 1;
            }
        }
        writer.write(name, start, name.length() - start);
    }
}
