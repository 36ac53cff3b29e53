// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** The blocks of one kind. */
public record Kind(String kind, String layer, @JsonUnwrapped Figures figures) {}
