package org.downloadtoken;

import java.nio.file.Path;
import java.util.Optional;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.token.KeyRing;
import org.downloadtoken.token.KeyRingDirectory;

/** The command {@code keys DIRECTORY}: checks a directory of keys without starting the service. */
final class KeysCommand {
    static final String NAME = "keys";

    private KeysCommand() {}

    /**
     * Prints the public keys to standard output, and the name of the signing key to standard error.
     *
     * @throws org.downloadtoken.jose.UnusableKeyException if the directory holds no key ring that can be used
     * @throws ConfigException if neither the arguments nor the setting name a directory
     */
    static void run(String[] arguments, Optional<String> setting) {
        String directory = arguments.length > 1
                ? arguments[1]
                : setting.orElseThrow(() -> new ConfigException("name the directory: " + NAME + " DIRECTORY"));
        KeyRingDirectory keys = new KeyRingDirectory(Path.of(directory));
        KeyRing keyRing = keys.ring();
        System.err.println(keyRing);
        keys.unused().forEach(name -> System.err.println("not used: " + name + "; " + KeyRingDirectory.NAMES));
        System.out.println(keyRing.jwks().toJsonObject().encodePrettily());
    }
}
