package org.downloadtoken;

import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a signal that arrives while the JVM shuts down. The JVM itself ignores such a signal.
 *
 * <p>The only API for this is {@code sun.misc.Signal} of the module jdk.unsupported. It is called by reflection: javac warns
 * of each direct call, neither an option nor an annotation disables that warning, and this build fails on warnings.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** Halts the JVM at the next SIGTERM or SIGINT, with the exit code of a process that the signal ends. */
    static void haltOnNext() {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            for (String name : List.of("TERM", "INT")) {
                Object signal = signalType.getConstructor(String.class).newInstance(name);
                int number = (int) signalType.getMethod("getNumber").invoke(signal);
                Object handler = Proxy.newProxyInstance(
                        Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                            Runtime.getRuntime().halt(128 + number);
                            return null;
                        });
                signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
            }
        } catch (ReflectiveOperationException e) {
            LOG.debug("A second signal does not end the process", e);
        }
    }
}
