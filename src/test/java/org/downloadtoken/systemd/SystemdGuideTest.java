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
    private static final List<String> INSTALL = steps("deployment.md");
    private static final List<String> UPGRADE = steps("upgrade.md");

    private static final String STUBS = """
            mkdir -p stubs
            for stub in mvn java systemctl sudoedit; do
              printf '#!/bin/sh\\necho "%s $*" >>"$ROOT/ran"\\n' "$stub" >"stubs/$stub"
            done
            printf '#!/bin/sh\\nexec env "$@"\\n' >stubs/sudo
            chmod +x stubs/*
            export ROOT=$PWD PATH=$PWD/stubs:$PATH
            mkdir -p opt etc/systemd/system target
            ln -sfn "$REPOSITORY/conf" conf
            touch target/download-token-service.jar jwt.txt role.txt
            """;

    private final SystemdUnit unit = SystemdUnit.shipped();

    @TempDir
    private Path root;

    @Test
    void stepsInstallEachFileThatTheUnitNames() throws IOException {
        run(INSTALL.get(0));

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
        run(INSTALL.get(0));

        for (String file : unit.credentials().values()) {
            Path secret = root.resolve(file.substring(1));
            assertEquals("rw-------", permissions(secret));
            assertEquals("rwx------", permissions(secret.getParent()));
        }
    }

    @Test
    void settingsAreCheckedBeforeTheServiceIsEnabled() throws IOException {
        List<String> ran = run(INSTALL.get(0));

        assertTrue(ran.get(0).startsWith("mvn "), ran::toString);
        assertEquals(
                List.of(
                        "sudoedit /etc/download-token-service/service.yaml",
                        "java -jar /opt/download-token-service/download-token-service.jar check",
                        "systemctl daemon-reload",
                        "systemctl enable --now download-token-service"),
                ran.subList(1, ran.size()));
    }

    /** The running process keeps the file that it has open: a new file replaces the jar. */
    @Test
    void upgradeReplacesTheJarAndRollbackBringsItBack() throws IOException {
        Path jar = root.resolve("opt/download-token-service/download-token-service.jar");
        run(INSTALL.get(0));
        Object older = Files.readAttributes(jar, "unix:ino").get("ino");

        List<String> upgrade = run("echo newer >target/download-token-service.jar\n" + UPGRADE.get(0));
        assertEquals("newer\n", Files.readString(jar));
        List<String> rollback = run(UPGRADE.get(1));
        assertEquals("", Files.readString(jar));

        assertEquals(older, Files.readAttributes(jar, "unix:ino").get("ino"));
        assertEquals(List.of("systemctl restart download-token-service"), upgrade);
        assertEquals(upgrade, rollback);
    }

    private static List<String> steps(String guide) {
        return Guide.read(Path.of("src/site/markdown", guide))
                .section("systemd")
                .code("sh");
    }

    /** What ran, without the other root. */
    private List<String> run(String steps) throws IOException {
        Path ran = root.resolve("ran");
        Files.deleteIfExists(ran);
        String repository = "REPOSITORY=" + Path.of("").toAbsolutePath() + "\n";
        Script.bash(root, repository + STUBS + steps.replaceAll("(?<=[ =])/(?=opt/|etc/)", root + "/"))
                .requireSuccess();
        return Files.readString(ran).replace(root.toString(), "").lines().toList();
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
