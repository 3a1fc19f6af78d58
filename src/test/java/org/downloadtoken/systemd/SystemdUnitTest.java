package org.downloadtoken.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.downloadtoken.Main;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.testing.SettingNames;
import org.downloadtoken.testing.program.Script;
import org.downloadtoken.testing.program.SystemdUnit;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the unit file with the programs of systemd, and compares it with the service. */
class SystemdUnitTest {
    /** What systemd reports for the unit, times ten. */
    private static final int EXPOSURE = 11;

    /** The name of the conf file, and the locale. */
    private static final Set<String> NO_SETTINGS = Set.of("CONF_FILE", "LC_ALL");

    private final SystemdUnit unit = SystemdUnit.shipped();

    @TempDir
    private Path directory;

    private Path copy;

    /** systemd requires that the program exists, and the JDK of the test can be elsewhere. */
    @BeforeEach
    void copy() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        copy = Files.writeString(
                directory.resolve(unit.path().getFileName()),
                Files.readString(unit.path()).replace("/usr/bin/java", java));
    }

    @Test
    void systemdAcceptsTheUnitWithoutAWarning() {
        assertEquals(new Script(0, ""), systemdAnalyze("verify --man=no"));
    }

    @Test
    void unknownOptionIsAWarning() throws IOException {
        Files.writeString(copy, Files.readString(copy).replace("ProtectProc=", "ProtectProcess="));

        String output = systemdAnalyze("verify --man=no").output();
        assertTrue(output.contains("'ProtectProcess'"), output);
    }

    @Test
    void exposureDoesNotGetWorse() {
        Script report = systemdAnalyze("security --no-pager --offline=true --threshold=" + EXPOSURE);

        assertEquals(0, report.exit(), report::output);
    }

    @Test
    void eachVariableIsASettingOfTheService() {
        Set<String> unknown = new TreeSet<>(unit.variables().keySet());
        unknown.removeAll(SettingNames.all());

        assertEquals(NO_SETTINGS, unknown);
    }

    @Test
    void eachSecretIsACredential() {
        Set<String> used = unit.variables().values().stream()
                .filter(value -> value.startsWith("%d/"))
                .map(value -> value.substring("%d/".length()))
                .collect(Collectors.toSet());

        assertEquals(Set.of("jwt-secret-key", "postgres-password"), used);
        assertEquals(used, unit.credentials().keySet());
        assertTrue(unit.variables().get("JWT_SECRET_KEY_FILE").endsWith("jwt-secret-key"));
    }

    @Test
    void systemdWaitsForTheDrainOfTheService() {
        int needed = Integer.parseInt(defaults().get("DRAIN_SECONDS")) + Main.CLOSE_SECONDS;

        assertTrue(number("TimeoutStopSec") >= needed + 5, () -> needed + " s");
        assertEquals("SIGTERM", unit.value("KillSignal").orElseThrow());
    }

    /** OperatorErrorsIT tests that the service exits with 1 if only an operator can mend what is wrong. */
    @Test
    void crashIsRestartedButNotAMistakeOfTheOperator() {
        assertEquals("on-failure", unit.value("Restart").orElseThrow());
        assertEquals(1, number("RestartPreventExitStatus"));
        assertEquals(143, number("SuccessExitStatus"));
    }

    /** Each connection and each download needs a file. Other files are few. */
    @Test
    void filesSufficeForTheDefaultLimits() {
        assertTrue(number("LimitNOFILE") > 2 * 20_000 + 2 * 1_000);
    }

    /** Some hosts mount /tmp with noexec. Without the library, the service runs on, but slower. */
    @Test
    void nativeLibrariesAreUnpackedIntoTheCacheOfTheService() {
        String cache = unit.value("CacheDirectory").orElseThrow();

        assertTrue(unit.value("ExecStart").orElseThrow().contains("-Dio.netty.native.workdir=%C/" + cache + " "));
    }

    private int number(String option) {
        return Integer.parseInt(unit.value(option).orElseThrow());
    }

    private static Map<String, String> defaults() {
        return ServiceConfig.SETTINGS.stream().collect(Collectors.toMap(Setting::name, Setting::defaultValue));
    }

    private Script systemdAnalyze(String arguments) {
        Tool.SYSTEMD_ANALYZE.require();
        return Script.sh(directory, "systemd-analyze " + arguments + " ./" + copy.getFileName());
    }
}
