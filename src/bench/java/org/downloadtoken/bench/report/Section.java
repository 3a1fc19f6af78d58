package org.downloadtoken.bench.report;

import java.util.List;
import org.downloadtoken.bench.measure.Case;

/**
 * A part of the report.
 *
 * @param cases the rows of its table
 * @param notes the lines below the table
 */
public record Section(String title, List<Case> cases, List<String> notes) {}
