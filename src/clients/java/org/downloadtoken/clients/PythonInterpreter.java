package org.downloadtoken.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.downloadtoken.testing.program.Tool;

/** The Python that runs the clients: one that has their requirements, or a virtual environment with them. */
final class PythonInterpreter {
    private static final String REQUIREMENTS =
            "import urllib3, dateutil, typing_extensions, pydantic; assert pydantic.VERSION >= '2.11'";
    private static final Path ENVIRONMENT = Generators.OUTPUT.resolve("python-environment");

    private static String found = "";

    private PythonInterpreter() {}

    /** Skips the test if the requirements are not available, also in CI: not every CI reaches the package index of Python. */
    static synchronized String command() {
        Tool.PYTHON.require();
        if (found.isEmpty()) {
            found = hasRequirements("python3") ? "python3" : environment();
        }
        assumeTrue(hasRequirements(found), "the Python packages of the client are missing");
        return found;
    }

    private static boolean hasRequirements(String python) {
        return Command.in(Generators.OUTPUT).run(python, "-c", REQUIREMENTS).exitCode() == 0;
    }

    private static String environment() {
        Command here = Command.in(Generators.OUTPUT);
        here.run("python3", "-m", "venv", ENVIRONMENT.toString());
        String python = ENVIRONMENT.resolve("bin/python3").toString();
        if (hasRequirements(python)) {
            return python;
        }
        String requirements =
                GeneratedClient.PYTHON.directory().resolve("requirements.txt").toString();
        here.run(python, "-m", "pip", "install", "--quiet", "--retries", "0", "-r", requirements);
        return python;
    }
}
