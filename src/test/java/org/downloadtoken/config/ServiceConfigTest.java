package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.config.setting.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceConfigTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void everyRecordIsReadFromItsOwnSettings() {
        Map<String, String> values = Map.of("JWT_SECRET_KEY", SECRET, "HTTP_BASE_PATH", "/base");

        ServiceConfig config = ServiceConfig.from(values);

        assertEquals(Cluster.from(values), config.cluster());
        assertEquals(Http.from(values), config.http());
        assertEquals(Management.from(values), config.management());
        assertEquals(Catalog.from(values), config.catalog());
        assertEquals(Tokens.from(values), config.tokens());
        assertEquals(Sessions.from(values), config.sessions());
        assertEquals(PublicCache.from(values), config.publicCache());
        assertEquals(Downloads.from(values), config.downloads());
        assertEquals(ForwardAuth.from(values, "/base"), config.forwardAuth());
        assertEquals(ClientLimits.from(values), config.limits());
        assertEquals(Log.from(values), config.log());
    }

    @Test
    void rateLimitOfAClusterNeedsACluster() {
        assertEquals(
                "RATE_LIMIT_SCOPE=cluster needs a cluster: set CLUSTER_MEMBERS or CLUSTER_KUBERNETES_SERVICE",
                ConfigErrors.message(
                        () -> ServiceConfig.from(Map.of("JWT_SECRET_KEY", SECRET, "RATE_LIMIT_SCOPE", "cluster"))));
    }

    /** A setting that is missing in the list would be unknown in the environment and the conf file. */
    @Test
    void listContainsEverySettingOfEveryRecord() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Class<?> type : Stream.of(
                        records(ServiceConfig.class),
                        records(Downloads.class),
                        Stream.<Class<?>>of(Discovery.class, ClusterAddresses.class))
                .flatMap(types -> types)
                .toList()) {
            for (Field field : type.getDeclaredFields()) {
                if (Setting.class.isAssignableFrom(field.getType())) {
                    declared.add(field.get(null));
                }
            }
        }

        assertEquals(declared.size(), ServiceConfig.SETTINGS.size());
        assertEquals(new HashSet<>(declared), new HashSet<>(ServiceConfig.SETTINGS));
    }

    private static Stream<Class<?>> records(Class<?> config) {
        return Arrays.stream(config.getRecordComponents())
                .<Class<?>>map(component -> component.getType())
                .filter(Class::isRecord);
    }

    @Test
    void namesAreUnique() {
        assertEquals(
                ServiceConfig.SETTINGS.size(),
                ServiceConfig.SETTINGS.stream().map(Setting::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void descriptionIsPrintable(Setting setting) {
        assertTrue(setting.name().matches("[A-Z0-9_]{1,40}"), setting.name());
        assertTrue(setting.description().matches("[A-Za-z].*\\."), setting.description());
        assertFalse(setting.allowed().isBlank(), setting.name());
    }

    static List<Setting> settings() {
        return ServiceConfig.SETTINGS;
    }

    @Test
    void secretIsRequired() {
        assertEquals(
                "JWT_SECRET_KEY must have at least 32 bytes, but is not set; make one with: openssl rand -hex 32",
                ConfigErrors.message(() -> ServiceConfig.from(Map.of())));
    }

    @Test
    void secretIsRequiredIfOnlyTokensOrOnlySessionsNeedIt() {
        Map<String, String> keys = Map.of("SIGNING_KEYS_DIR", "src");
        Map<String, String> foreign = Map.of(
                "SESSION_PUBLIC_KEY", "pom.xml", "SESSION_ISSUER", "https://id.example.com", "SESSION_AUDIENCE", "a");

        assertTrue(ConfigErrors.message(() -> ServiceConfig.from(keys)).contains("is not set"));
        assertTrue(ConfigErrors.message(() -> ServiceConfig.from(foreign)).contains("is not set"));
    }

    @Test
    void secretIsNotRequiredIfKeysReplaceItForTokensAndSessions() {
        Map<String, String> values = Map.of(
                "SIGNING_KEYS_DIR", "src",
                "SESSION_PUBLIC_KEY", "pom.xml",
                "SESSION_ISSUER", "https://id.example.com",
                "SESSION_AUDIENCE", "a");

        assertTrue(ServiceConfig.from(values).tokens().secret().isEmpty());
    }

    @Test
    void portsDiffer() {
        assertEquals(
                "MANAGEMENT_PORT must differ from HTTP_PORT, but both are 9090",
                ConfigErrors.message(() -> ServiceConfig.from(Map.of("JWT_SECRET_KEY", SECRET, "HTTP_PORT", "9090"))));
    }

    @Test
    void freePortsMayBothBeZero() {
        ServiceConfig config =
                ServiceConfig.from(Map.of("JWT_SECRET_KEY", SECRET, "HTTP_PORT", "0", "MANAGEMENT_PORT", "0"));

        assertEquals(0, config.management().port());
    }

    @Test
    void noSecretIsPrinted() {
        String printed = ServiceConfig.from(Map.of("JWT_SECRET_KEY", SECRET, "POSTGRES_PASSWORD", "hush"))
                .toString();

        assertFalse(printed.contains(SECRET) || printed.contains("hush"), printed);
    }

    @Test
    void confFileNamesEverySettingWithItsDefault() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("conf", "service.yaml"));
        Set<Setting> ofTheMachine = Set.of(Http.EVENT_LOOPS, Http.MAX_CONNECTIONS, Downloads.MAX);

        List<String> missing = ServiceConfig.SETTINGS.stream()
                .map(setting -> "# " + setting.name() + ":"
                        + (ofTheMachine.contains(setting) ? "" : (" " + setting.defaultValue()).stripTrailing()))
                .filter(entry -> lines.stream().noneMatch(line -> line.equals(entry) || line.startsWith(entry + " ")))
                .toList();

        assertEquals(List.of(), missing);
    }
}
