// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import dev.seep.agent.record.EventSink;

/** The place in the recorder that holds its {@link EventSink}. */
public interface EventSinkSetter {
    /** Sends the recorder's events to {@code sink} from now on; called at most once, when JFR comes up. */
    void setEventSink(EventSink sink);
}
