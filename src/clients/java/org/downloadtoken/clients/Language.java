package org.downloadtoken.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.downloadtoken.testing.program.Tool;

/** Compiles the clients of one language, and runs their programs. */
enum Language {
    /** With the Maven project that the generator writes. */
    JAVA {
        private static final String CLASS_PATH = "target/*:target/lib/*";

        @Override
        void compile(GeneratedClient client) {
            Command here = Command.in(client.directory());
            here.run(MAVEN, "-q", "-B", "-DskipTests", "-Dmaven.javadoc.skip", "-Dmaven.source.skip", "package")
                    .requireSuccess();
            Path program = client.sources().resolve("Checks.java").toAbsolutePath();
            if (Files.exists(program)) {
                here.run("javac", "-d", "checks", "-cp", CLASS_PATH, program.toString())
                        .requireSuccess();
            }
        }

        @Override
        List<String> command() {
            return List.of("java", "-cp", "checks:" + CLASS_PATH, "Checks");
        }
    },
    /** With the strict type checker, and bundled for Node. */
    TYPESCRIPT {
        @Override
        void compile(GeneratedClient client) {
            link(
                    client.directory().resolve("node_modules"),
                    NpmPackages.installed().resolve("node_modules"));
            copy(client.sources().resolve("checks.ts"), client.directory());
            copy(Path.of("src/clients/programs/typescript/check.ts"), client.directory());
            Command here = Command.in(client.directory());
            here.run(
                            NpmPackages.command("tsc"),
                            "--noEmit",
                            "--strict",
                            "--target",
                            "es2022",
                            "--module",
                            "esnext",
                            "--moduleResolution",
                            "bundler",
                            "--types",
                            "node",
                            "checks.ts")
                    .requireSuccess();
            here.run(
                            NpmPackages.command("esbuild"),
                            "--bundle",
                            "--platform=node",
                            "--format=esm",
                            "--outfile=checks.mjs",
                            "checks.ts")
                    .requireSuccess();
        }

        @Override
        List<String> command() {
            return List.of("node", "checks.mjs");
        }
    },
    /** Without a compiler; all modules are imported. */
    PYTHON {
        @Override
        void compile(GeneratedClient client) {
            copy(client.sources().resolve("checks.py"), client.directory());
            Command.in(client.directory())
                    .run(PythonInterpreter.command(), "-m", "compileall", "-q", ".")
                    .requireSuccess();
        }

        @Override
        List<String> command() {
            return List.of(PythonInterpreter.command(), "checks.py");
        }
    },
    /** With the module that the generator writes. It needs no other module. */
    GO {
        @Override
        void compile(GeneratedClient client) {
            Tool.GO.require();
            copy(client.sources().resolve("main.go"), client.directory().resolve("checks"));
            Command.in(client.directory())
                    .with(Map.of(
                            "GOFLAGS",
                            "-mod=mod",
                            "GOPROXY",
                            "off",
                            "GOCACHE",
                            Generators.OUTPUT.resolve("go-cache").toString()))
                    .run("go", "build", "-o", "checks/checks", "./checks")
                    .requireSuccess();
        }

        @Override
        List<String> command() {
            return List.of("checks/checks");
        }
    },
    /** With a Maven project of our own, since the generator writes one for Gradle. */
    KOTLIN {
        @Override
        void compile(GeneratedClient client) {
            copy(client.sources().resolve("pom.xml"), client.directory());
            Command.in(client.directory()).run(MAVEN, "-q", "-B", "compile").requireSuccess();
        }

        @Override
        List<String> command() {
            throw new UnsupportedOperationException("the client is only compiled");
        }
    };

    private static final String MAVEN = System.getProperty("maven.home") + "/bin/mvn";

    abstract void compile(GeneratedClient client);

    /** The command that runs the program in the directory of the client. */
    abstract List<String> command();

    private static void copy(Path file, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
