package org.downloadtoken.bench.measure;

/**
 * The highest accepted CPU time of a case.
 *
 * @param limit in the unit of the quantity
 */
public record CpuBar(Quantity quantity, double limit) {
    /** What a bar limits. */
    public enum Quantity {
        RATIO("× baseline"),
        ABOVE_BASELINE("µs above"),
        MICROS("µs");

        private final String unit;

        Quantity(String unit) {
            this.unit = unit;
        }

        private double of(double micros, double baseline) {
            return switch (this) {
                case RATIO -> micros / baseline;
                case ABOVE_BASELINE -> micros - baseline;
                case MICROS -> micros;
            };
        }
    }

    public static CpuBar ratio(double limit) {
        return new CpuBar(Quantity.RATIO, limit);
    }

    public static CpuBar aboveBaseline(double micros) {
        return new CpuBar(Quantity.ABOVE_BASELINE, micros);
    }

    public static CpuBar micros(double limit) {
        return new CpuBar(Quantity.MICROS, limit);
    }

    /** Whether a case meets the bar, from its CPU time and that of its baseline, in microseconds. */
    public String verdict(double micros, double baseline) {
        return Bar.atMost(limit, quantity.unit).verdict(quantity.of(micros, baseline));
    }
}
