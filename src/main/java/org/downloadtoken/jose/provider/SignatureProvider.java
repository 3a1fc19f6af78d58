package org.downloadtoken.jose.provider;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.failure.Causes;

/**
 * The provider of signatures with key pairs. It is Amazon Corretto Crypto Provider if its jar is on the class path, its native
 * library loads and its self-test passes; otherwise the JDK.
 *
 * @param name the provider, as operators know it
 * @param problem why the faster provider cannot be used, if its jar is there
 */
public record SignatureProvider(String name, Optional<String> problem) {
    private static final String JDK = "the JDK";

    private static final class Installed {
        /** A method reference would link the class at once, and fail without the jar. */
        static final SignatureProvider CURRENT = install(() -> Corretto.load(), CorrettoJar.ofProcess());
    }

    /**
     * The provider of this process. The first call loads and installs it. It blocks for some tenths of a second, so it must not
     * run on an event loop. Call it before any key is loaded: keys that were loaded earlier keep using the JDK.
     */
    public static SignatureProvider current() {
        return Installed.CURRENT;
    }

    /** What the start message and the command {@code check} say. */
    public String description() {
        return "signatures by " + name;
    }

    /** Installs a provider before the others, or explains why not. */
    static SignatureProvider install(Supplier<Provider> loader, CorrettoJar jar) {
        try {
            Provider corretto = loader.get();
            Security.insertProviderAt(new SignatureOnlyProvider(corretto), 1);
            return new SignatureProvider(Corretto.NAME + " " + corretto.getVersionStr(), Optional.empty());
        } catch (NoClassDefFoundError e) {
            return jdk(jar.problem());
        } catch (RuntimeException | LinkageError e) {
            return jdk(Optional.of(Causes.messages(e)));
        }
    }

    private static SignatureProvider jdk(Optional<String> problem) {
        return new SignatureProvider(
                JDK, problem.map(cause -> Corretto.NAME + " cannot be used, so the JDK signs and verifies: " + cause));
    }
}
