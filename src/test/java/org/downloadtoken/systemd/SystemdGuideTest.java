package org.downloadtoken.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.testing.documentation.Guide;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.SystemdUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the steps of the guide below another root directory. Programs that change the machine only write down that they ran. */
class SystemdGuideTest {
    private static final Guide GUIDE =
            Guide.read(Path.of("src/site/markdown/deployment.md")).section("systemd");

    private static final String STUBS = """
            mkdir stubs
            for stub in mvn java systemctl sudoedit; do
              printf '#!/bin/sh\\necho "%s $*" >>"$ROOT/ran"\\n' "$stub" >"stubs/$stub"
            done
            printf '#!/bin/sh\\nexec env "$@"\\n' >stubs/sudo
            chmod +x stubs/*
            export ROOT=$PWD PATH=$PWD/stubs:$PATH
            mkdir -p opt etc/systemd/system target
            ln -s "$REPOSITORY/conf" conf
            touch target/download-token-service.jar jwt.txt role.txt
            """;

    private final SystemdUnit unit = SystemdUnit.shipped();

    @TempDir
    private Path root;

    @Test
    void stepsInstallEachFileThatTheUnitNames() throws IOException {
        runSteps();

        assertEquals(
                Files.readString(unit.path()),
                Files.readString(root.resolve("etc/systemd/system/download-token-service.service")));
        assertEquals(
                List.of(),
                requiredFiles()
                        .filter(file -> !Files.isRegularFile(root.resolve(file.substring(1))))
                        .toList());
    }

    @Test
    void onlyRootCanReadTheSecrets() throws IOException {
        runSteps();

        for (String file : unit.credentials().values()) {
            Path secret = root.resolve(file.substring(1));
            assertEquals("rw-------", permissions(secret));
            assertEquals("rwx------", permissions(secret.getParent()));
        }
    }

    @Test
    void settingsAreCheckedBeforeTheServiceIsEnabled() throws IOException {
        List<String> ran = runSteps();

        assertTrue(ran.get(0).startsWith("mvn "), ran::toString);
        assertEquals(
                List.of(
                        "sudoedit /etc/download-token-service/service.yaml",
                        "java -jar /opt/download-token-service/download-token-service.jar check",
                        "systemctl daemon-reload",
                        "systemctl enable --now download-token-service"),
                ran.subList(1, ran.size()));
    }

    private List<String> runSteps() throws IOException {
        String steps = GUIDE.code("sh").get(0).replaceAll("(?<=[ =])/(?=opt/|etc/)", root + "/");
        Script.bash(root, "REPOSITORY=" + Path.of("").toAbsolutePath() + "\n" + STUBS + steps)
                .requireSuccess();
        return Files.readString(root.resolve("ran"))
                .replace(root.toString(), "")
                .lines()
                .toList();
    }

    /** The jar, the conf file and the credentials. A file with a dash before its name is optional. */
    private Stream<String> requiredFiles() {
        var jar = Pattern.compile("-jar (\\S+)").matcher(unit.value("ExecStart").orElseThrow());
        assertTrue(jar.find());
        return Stream.concat(
                Stream.of(jar.group(1), unit.variables().get("CONF_FILE")), unit.credentials().values().stream());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
