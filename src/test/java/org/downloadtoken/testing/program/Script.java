package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script that has run to its end. Its output includes its errors. */
public record Script(int exit, String output) {
    private static final int TIMEOUT_SECONDS = 60;

    /** Runs a script of bash, which ends at the first error. */
    public static Script bash(Path directory, String text) {
        return run(directory, List.of("bash", "-euo", "pipefail", "-c", text));
    }

    /** Runs a script of the POSIX shell, which ends at the first error. */
    public static Script sh(Path directory, String text) {
        return run(directory, List.of("sh", "-eu", "-c", text));
    }

    /** Runs a module of Node with these arguments. */
    public static Script node(Path directory, Path module, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("node", module.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return run(directory, command);
    }

    /** Runs a script of Python: of Debian's, if there is one, because it has the packages of Debian. */
    public static Script python(Path directory, String text) {
        return run(directory, List.of("/usr/bin/env", "python3", "-c", text));
    }

    /** Requires that the script has succeeded. */
    public void requireSuccess() {
        if (exit != 0) {
            throw new AssertionError("exit status " + exit + ": " + output);
        }
    }

    private static Script run(Path directory, List<String> command) {
        try {
            Path output = directory.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile()); // a background process that is left over does not keep it open
            builder.environment().merge("PATH", "/usr/bin:", (path, debian) -> debian + path);
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Script(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
