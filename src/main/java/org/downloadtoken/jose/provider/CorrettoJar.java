package org.downloadtoken.jose.provider;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jar of the provider beside the jar of the service. The JVM ignores a jar of its class path that it cannot open, so
 * only the directory shows whether somebody meant to use it.
 */
record CorrettoJar(Path directory) {
    /** As in the manifest of the service. */
    static final String FILE_NAME = "AmazonCorrettoCryptoProvider.jar";

    private static final String PREFIX = "AmazonCorrettoCryptoProvider";

    /** The jar of this process. */
    static CorrettoJar ofProcess() {
        try {
            Path service = Path.of(CorrettoJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new CorrettoJar(service.toAbsolutePath().resolveSibling("."));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the service was loaded from no file", e);
        }
    }

    /** Why the class of the provider was not found; empty if there is no such jar. */
    Optional<String> problem() {
        if (Files.exists(directory.resolve(FILE_NAME), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(FILE_NAME + " cannot be read, or is no jar with this provider");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .sorted()
                    .findFirst()
                    .map(name -> "the name of " + name + " must be " + FILE_NAME);
        } catch (IOException e) {
            return Optional.empty(); // a directory that cannot be listed shows no jar
        }
    }
}
