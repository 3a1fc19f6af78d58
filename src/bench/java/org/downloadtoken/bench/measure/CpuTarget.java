package org.downloadtoken.bench.measure;

/**
 * A limit of the CPU time of a case, alone or against its baseline.
 *
 * @param limit in the unit of the quantity
 */
public record CpuTarget(Quantity quantity, double limit) {
    /** What a target limits. */
    public enum Quantity {
        RATIO("× baseline"),
        INVERSE_RATIO("for baseline ÷ case"),
        ABOVE_BASELINE("µs above"),
        MICROS("µs");

        private final String unit;

        Quantity(String unit) {
            this.unit = unit;
        }

        private double of(double micros, double baseline) {
            return switch (this) {
                case RATIO -> micros / baseline;
                case INVERSE_RATIO -> baseline / micros;
                case ABOVE_BASELINE -> micros - baseline;
                case MICROS -> micros;
            };
        }
    }

    public static CpuTarget ratio(double limit) {
        return new CpuTarget(Quantity.RATIO, limit);
    }

    /** Limits the CPU time of the baseline, as a multiple of that of the case. */
    public static CpuTarget inverseRatio(double limit) {
        return new CpuTarget(Quantity.INVERSE_RATIO, limit);
    }

    public static CpuTarget aboveBaseline(double micros) {
        return new CpuTarget(Quantity.ABOVE_BASELINE, micros);
    }

    public static CpuTarget micros(double limit) {
        return new CpuTarget(Quantity.MICROS, limit);
    }

    /** Whether a case meets the target, from its CPU time and that of its baseline, in microseconds. */
    public String verdict(double micros, double baseline) {
        return Target.atMost(limit, quantity.unit).verdict(quantity.of(micros, baseline));
    }
}
