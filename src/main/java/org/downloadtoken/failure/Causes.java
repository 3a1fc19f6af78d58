package org.downloadtoken.failure;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The causes of an exception. */
public final class Causes {
    /** A chain of causes may be a cycle. */
    private static final int MAX = 8;

    private Causes() {}

    /** The exception itself and its causes, the outermost first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX);
    }

    /** The messages of the exception and its causes in one line, each once. */
    public static String messages(Throwable failure) {
        return of(failure)
                .map(cause -> String.valueOf(cause.getMessage()))
                .distinct()
                .collect(Collectors.joining(": "));
    }
}
