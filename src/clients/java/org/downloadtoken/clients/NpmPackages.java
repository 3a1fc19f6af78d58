package org.downloadtoken.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.downloadtoken.testing.program.Tool;

/** The packages of src/clients/npm, installed once per build below target. */
public final class NpmPackages {
    private static final Path SOURCE = Path.of("src/clients/npm");
    private static final Path DIRECTORY = Path.of("target/clients/npm").toAbsolutePath();
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc");

    private NpmPackages() {}

    /** The directory that has the packages in {@code node_modules}. Installs them if the lock file has changed. */
    public static synchronized Path installed() {
        Tool.NODE.require();
        Tool.NPM.require();
        try {
            if (!isCurrent()) {
                Files.createDirectories(DIRECTORY);
                for (String file : FILES) {
                    Files.copy(SOURCE.resolve(file), DIRECTORY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                Command.in(DIRECTORY)
                        .run("npm", "ci", "--loglevel", "error", "--no-audit", "--no-fund")
                        .requireSuccess();
            }
            return DIRECTORY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a command of one of the packages. */
    public static String command(String name) {
        return installed().resolve("node_modules/.bin").resolve(name).toString();
    }

    private static boolean isCurrent() throws IOException {
        Path written = DIRECTORY.resolve("node_modules/.package-lock.json"); // npm writes it last
        Path copy = DIRECTORY.resolve("package-lock.json");
        return Files.exists(written) && Files.mismatch(SOURCE.resolve("package-lock.json"), copy) < 0;
    }
}
