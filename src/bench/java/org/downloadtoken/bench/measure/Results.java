package org.downloadtoken.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The loads of all cases, of which the medians count. */
public final class Results {
    private final Map<Case, List<Load>> loads = new LinkedHashMap<>();

    public void add(Case measured, Load load) {
        loads.computeIfAbsent(measured, first -> new ArrayList<>()).add(load);
    }

    public double median(Case measured, ToDoubleFunction<Load> value) {
        return median(loads(measured).stream().mapToDouble(value)).orElseThrow();
    }

    /** Empty if the case does not ask the catalog. */
    public OptionalDouble requestsPerQuery(Case measured) {
        return median(loads(measured).stream().map(Load::requestsPerQuery).flatMapToDouble(OptionalDouble::stream));
    }

    static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    private List<Load> loads(Case measured) {
        return loads.getOrDefault(measured, List.of());
    }
}
