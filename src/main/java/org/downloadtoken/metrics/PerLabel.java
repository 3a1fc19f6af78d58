package org.downloadtoken.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One meter for each value of a label. All are registered at start: Prometheus does not see the first increase of a new
 * series.
 */
final class PerLabel<E extends Enum<E>, M> {
    private final Map<E, M> meters;

    PerLabel(Class<E> labels, Function<E, M> meter) {
        meters = new EnumMap<>(labels);
        for (E label : labels.getEnumConstants()) {
            meters.put(label, meter.apply(label));
        }
    }

    M of(E label) {
        return Objects.requireNonNull(meters.get(label));
    }
}
