// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON report as tests read it: values of format {@code seep-report/1}, and the sums that must hold in each of them.
 */
@NullMarked
package dev.seep.integration.report;

import org.jspecify.annotations.NullMarked;
