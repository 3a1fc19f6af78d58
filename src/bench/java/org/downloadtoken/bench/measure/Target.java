package org.downloadtoken.bench.measure;

import java.util.Locale;

/**
 * A target for a measured value.
 *
 * @param atMost true for the highest accepted value, false for the lowest
 */
record Target(double limit, String unit, boolean atMost) {
    static Target atMost(double limit, String unit) {
        return new Target(limit, unit, true);
    }

    static Target atLeast(double limit, String unit) {
        return new Target(limit, unit, false);
    }

    /** Says whether the value meets the target. It compares what the report shows: two decimals. */
    String verdict(double value) {
        double beyond = Math.round((value - limit) * 100) / 100.0;
        double missed = atMost ? beyond : -beyond;
        return (atMost ? "≤ " : "≥ ")
                + (limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit))
                + (unit.isEmpty() ? "" : " " + unit)
                + (missed <= 0 ? ": met" : String.format(Locale.ROOT, ": missed by %.2f", missed));
    }
}
