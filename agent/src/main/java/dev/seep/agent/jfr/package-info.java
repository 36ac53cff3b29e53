// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What Flight Recorder gets to see: the events {@code seep.Allocation}, {@code seep.Free}, {@code seep.LiveBytes} and
 * {@code seep.Site}.
 *
 * <p>Nothing is registered before the application or its operator starts Flight Recorder, and without the module
 * {@code jdk.jfr} none of its classes is asked for: only {@link dev.seep.agent.jfr.JfrEvents} and the interfaces and
 * figures it mentions may be loaded then.
 */
@NullMarked
package dev.seep.agent.jfr;

import org.jspecify.annotations.NullMarked;
