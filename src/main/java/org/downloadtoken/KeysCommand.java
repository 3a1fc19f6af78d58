package org.downloadtoken;

import java.nio.file.Path;
import java.util.Optional;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.token.KeyRing;
import org.downloadtoken.token.KeyRingDirectory;

/** {@code keys DIRECTORY}: what a service would make of a directory of keys, before it does. */
final class KeysCommand {
    static final String NAME = "keys";

    private KeysCommand() {}

    /**
     * Prints the published keys to standard output, and to standard error which key signs.
     *
     * @throws org.downloadtoken.keys.KeyRingInvalid if the directory holds no ring that can be used
     * @throws ConfigException if none is named
     */
    static void run(String[] arguments, Optional<String> setting) {
        String directory = arguments.length > 1
                ? arguments[1]
                : setting.orElseThrow(() -> new ConfigException("name the directory: " + NAME + " DIRECTORY"));
        KeyRing ring = new KeyRingDirectory(Path.of(directory)).ring();
        System.err.println(ring);
        System.out.println(ring.jwks().toJsonObject().encodePrettily());
    }
}
