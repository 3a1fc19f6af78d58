package org.downloadtoken;

import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JDK has no supported way for: to notice a signal once the JVM is shutting down. By reflection on
 * {@code sun.misc.Signal} of module jdk.unsupported; a JDK without it only waits for the drain to end.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** Ends the process at the next SIGTERM or SIGINT, with the status of one that the signal has killed. */
    static void killOnNext() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object kill = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        int number = (int) signal.getMethod("getNumber").invoke(arguments[0]);
                        Runtime.getRuntime().halt(128 + number);
                        return null;
                    });
            for (String name : List.of("TERM", "INT")) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), kill);
            }
        } catch (ReflectiveOperationException e) {
            LOG.debug("A second signal will not be noticed", e);
        }
    }
}
