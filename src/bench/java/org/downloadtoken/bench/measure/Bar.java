package org.downloadtoken.bench.measure;

import java.util.Locale;

/**
 * A limit of a measured value.
 *
 * @param atMost true for the highest accepted value, false for the lowest
 */
record Bar(double limit, String unit, boolean atMost) {
    static Bar atMost(double limit, String unit) {
        return new Bar(limit, unit, true);
    }

    static Bar atLeast(double limit, String unit) {
        return new Bar(limit, unit, false);
    }

    /** Says whether the value meets the bar. It compares what the report shows: two decimals. */
    String verdict(double value) {
        double beyond = Math.round((value - limit) * 100) / 100.0;
        double missed = atMost ? beyond : -beyond;
        return (atMost ? "≤ " : "≥ ")
                + (limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit))
                + (unit.isEmpty() ? "" : " " + unit)
                + (missed <= 0 ? ": met" : String.format(Locale.ROOT, ": missed by %.2f", missed));
    }
}
