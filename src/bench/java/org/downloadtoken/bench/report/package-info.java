/** The report of the benchmark: the machine, a table for each JDK, and a chart. */
@NullMarked
package org.downloadtoken.bench.report;

import org.jspecify.annotations.NullMarked;
