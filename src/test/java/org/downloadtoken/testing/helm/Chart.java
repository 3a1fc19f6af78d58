package org.downloadtoken.testing.helm;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.downloadtoken.testing.program.Tool;

/** The Helm chart, rendered by Helm itself, which runs inside this process. */
public record Chart(Path path) {
    public static final Chart SHIPPED = new Chart(Path.of("conf", "helm", "download-token-service"));

    private static final Path VALUES = Path.of("src", "test", "resources", "helm");
    private static final String RELEASE = "geo";

    /** Helm itself would take the oldest version. */
    private static final String KUBERNETES = "1.33.0";

    /** The files with values that the tests render, one for each way to run the service. */
    public static List<Path> valueFiles() {
        try (Stream<Path> files = Files.list(VALUES)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of these files, by its name. */
    public static Path values(String name) {
        return VALUES.resolve(name + ".yaml");
    }

    public LintResult lint() {
        return helm().lint().strict().call();
    }

    /** The manifests with the values of these files. A later file takes precedence. */
    public Manifests render(Path... values) {
        var command = helm().template().withName(RELEASE).withNamespace(RELEASE).withKubeVersion(KUBERNETES);
        for (Path file : values) {
            command.withValuesFile(file);
        }
        return Manifests.parse(command.call());
    }

    /** What Helm prints after an installation. */
    public String notes(Path values) {
        return helm().install()
                .withName(RELEASE)
                .withNamespace(RELEASE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT)
                .call()
                .getOutput();
    }

    /** Why Helm does not render the chart with these values; empty if it does. */
    public String refusal(Path... values) {
        try {
            render(values);
            return "";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The chart as an archive in this directory. */
    public Chart packageInto(Path directory) {
        helm().packageIt().withDestination(directory).call();
        try (Stream<Path> files = Files.list(directory)) {
            return new Chart(files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the chart that a test may change. Links become files. */
    public Chart copyTo(Path directory) {
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                Path copy = directory.resolve(path.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
            return new Chart(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Helm helm() {
        Tool.HELM.require();
        return new Helm(path);
    }
}
