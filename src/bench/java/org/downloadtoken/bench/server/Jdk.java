package org.downloadtoken.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A JDK that runs servers. All of them use the same flags.
 *
 * @param java its launcher
 * @param version as the launcher prints it
 */
public record Jdk(Path java, String version) {
    private static final List<String> FLAGS = List.of("-Xmx512m", "-Dlogback.configurationFile=logback-text.xml");

    /** The JDKs of the property bench.java, which are homes or launchers, or else the JDK of the benchmark itself. */
    public static List<Jdk> configured() throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        for (String path : System.getProperty("bench.java", System.getProperty("java.home"))
                .split(",")) {
            Path configured = Path.of(path.strip());
            jdks.add(of(Files.isDirectory(configured) ? configured.resolve(Path.of("bin", "java")) : configured));
        }
        return jdks;
    }

    private static Jdk of(Path java) throws IOException {
        String output = Command.of(java.toString(), "--version").output();
        // "OpenJDK Runtime Environment Temurin-25.0.1+8 (build 25.0.1+8-LTS)"
        return new Jdk(
                java,
                output.lines()
                        .filter(line -> line.contains("(build "))
                        .map(line -> line.replaceAll(".*\\(build ([^,)]+).*", "$1"))
                        .findFirst()
                        .orElseThrow(() -> new IOException(java + ": " + output)));
    }

    public Server bareHello() throws IOException {
        return start(BareHello.class);
    }

    public Server bareQuery(BenchCatalog catalog) throws IOException {
        return start(BareQuery.class, String.valueOf(catalog.port()));
    }

    /** Starts the service's jar. Later flags replace the common ones. */
    public Server service(BenchCatalog catalog, String schema, String... flags) throws IOException {
        return service(catalog, schema, Map.of(), flags);
    }

    /** Starts the service's jar with further settings. */
    public Server service(BenchCatalog catalog, String schema, Map<String, String> further, String... flags)
            throws IOException {
        int port = Server.freePort();
        int managementPort = Server.freePort();
        List<String> arguments = new ArrayList<>(Arrays.asList(flags));
        arguments.addAll(List.of("-jar", System.getProperty("service.jar", "target/download-token-service.jar")));
        Map<String, String> settings = ServiceSettings.of(catalog, schema, port, managementPort);
        settings.putAll(further);
        return Server.start(command(arguments), settings, port, managementPort);
    }

    /** Collects the garbage of a server, so that its metrics show the live heap. */
    public void collectGarbage(Server server) throws IOException {
        String output = Command.of(jcmd().toString(), String.valueOf(server.pid()), "GC.run")
                .output();
        if (!output.contains("executed successfully")) {
            throw new IOException(output);
        }
    }

    /** Beside the launcher itself: /usr/bin/java is a link, and /usr/bin may have no link to jcmd. */
    Path jcmd() throws IOException {
        return java.toRealPath().resolveSibling("jcmd");
    }

    private Server start(Class<?> main, String... arguments) throws IOException {
        int port = Server.freePort();
        List<String> rest = new ArrayList<>(
                List.of("-cp", System.getProperty("bench.classpath", ""), main.getName(), String.valueOf(port)));
        rest.addAll(Arrays.asList(arguments));
        return Server.start(command(rest), Map.of(), port);
    }

    /** The command that runs Java with the common flags. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(FLAGS);
        command.addAll(arguments);
        return command;
    }
}
