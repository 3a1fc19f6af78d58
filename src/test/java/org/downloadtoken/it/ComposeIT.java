package org.downloadtoken.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.SettingNames;
import org.downloadtoken.testing.program.ComposeFile;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.Prometheus;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the compose file without a container engine: its services run as processes of this machine. */
class ComposeIT {
    private static final ComposeFile COMPOSE = ComposeFile.shipped();

    @TempDir
    Path directory;

    @Test
    void dockerComposeAcceptsTheFile() throws Exception {
        Tool.DOCKER_COMPOSE.require();

        String seen = run(Map.of(), "docker-compose", "-f", ComposeFile.PATH.toString(), "config", "--services");

        assertEquals(COMPOSE.names(), Set.copyOf(seen.lines().toList()));
    }

    @Test
    void everyMountedFileExists() {
        assertTrue(COMPOSE.mounts().size() >= 10, () -> COMPOSE.mounts().toString());
        COMPOSE.mounts().forEach((target, source) -> assertTrue(Files.exists(source), source::toString));
    }

    @Test
    void prometheusReadsAMountedFile() {
        String option = COMPOSE.services().at("/prometheus/command/0").asText();

        assertTrue(option.startsWith("--config.file=/etc/prometheus/"), option);
        assertTrue(Files.exists(COMPOSE.mounted("/etc/prometheus").resolve(option.replaceAll(".*/", ""))), option);
    }

    @Test
    void everyVariableIsASettingOfTheService() {
        Set<String> unknown = new TreeSet<>(COMPOSE.environment("service").keySet());
        unknown.removeAll(SettingNames.all());

        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyHostNameIsAService() throws IOException {
        Set<String> hosts = new TreeSet<>();
        hosts.add(COMPOSE.environment("service").get("POSTGRES_HOST"));
        hosts.add(shipped("prometheus/prometheus.yaml")
                .at("/scrape_configs/0/dns_sd_configs/0/names/0")
                .asText());
        hosts.add(shipped("grafana/provisioning/datasources/prometheus.yaml")
                .at("/datasources/0/url")
                .asText()
                .replaceAll("http://(.*):9090", "$1"));
        COMPOSE.services().forEach(service -> hosts.addAll(ComposeFile.needs(service)));

        assertEquals(Set.of("catalog", "prometheus", "secrets", "service"), hosts);
        assertTrue(COMPOSE.names().containsAll(hosts));
    }

    @Test
    void everyImageHasAVersionAndEveryPortIsLocal() {
        for (JsonNode service : COMPOSE.services()) {
            assertTrue(
                    service.has("build") || service.get("image").asText().matches(".+:v?\\d+.*"), service.toString());
            ComposeFile.texts(service.path("ports")).forEach(port -> assertTrue(port.startsWith("127.0.0.1:"), port));
        }
    }

    @Test
    void secretsAreCreatedOnce() throws Exception {
        Map<Path, String> made = secrets();

        assertEquals(3, Set.copyOf(made.values()).size());
        made.values().forEach(secret -> assertTrue(secret.strip().length() >= 40));
        assertEquals(made, secrets());
    }

    @Test
    void servicesWorkTogether() throws Exception {
        Tool.NGINX.require();
        Tool.PROMETHEUS.require();
        Tool.PSQL.require();
        secrets();
        try (EmbeddedCatalog catalog = EmbeddedCatalog.start()) {
            catalog.execute(Files.readString(COMPOSE.mounted("/docker-entrypoint-initdb.d/3-invalidation.sql")));
            giveRoleItsPassword(catalog);
            try (ServiceProcess service = new ServiceProcess(directory, settings(catalog));
                    Nginx nginx = Nginx.start(
                            Files.createDirectory(directory.resolve("nginx")),
                            ShippedConf.nginx(service.port(), files(), directory));
                    Prometheus prometheus = Prometheus.scraping(
                            Files.createDirectory(directory.resolve("prometheus")), service.managementPort())) {
                String token = nginx.request("POST", ApiClient.MINT + DemoDataset.PUBLIC.id())
                        .token();
                ApiResponse download =
                        nginx.request("GET", ApiClient.download(DemoDataset.PUBLIC.id()) + "?token=" + token);

                assertEquals(200, download.status());
                assertEquals(Files.readString(DemoCogs.file(), StandardCharsets.ISO_8859_1), download.body());
                assertEquals(200, nginx.request("GET", "/api/docs").status());
                prometheus.await("sum(download_token_requests_total{outcome='granted', caller='anonymous'}) == 1");
                prometheus.await("public_dataset_cache_usable == 1");
            }
        }
    }

    @Test
    void nginxFindsTheServiceByItsName() throws Exception {
        String command = COMPOSE.services().at("/nginx/command/2").asText();
        String sed = command.replaceAll("sed '([^']+)'.*", "$1");

        String conf = run(Map.of(), "sed", sed, COMPOSE.mounted("/shipped.conf").toString());

        assertTrue(conf.contains("    server service:8080 max_fails=0;"), conf);
        assertTrue(command.endsWith("exec nginx -g 'daemon off;'"), command);
    }

    /** The settings of the compose file, adapted to this machine. */
    private Map<String, String> settings(EmbeddedCatalog catalog) {
        Map<String, String> settings = COMPOSE.environment("service");
        settings.replaceAll((name, value) -> value.replace("/secrets", directory + "/secrets"));
        settings.put("POSTGRES_HOST", "127.0.0.1");
        settings.put("POSTGRES_PORT", String.valueOf(catalog.port()));
        settings.put("POSTGRES_DB", "postgres");
        settings.put("TRUSTED_PROXIES", "127.0.0.1");
        settings.put("HTTP_HOST", "127.0.0.1");
        settings.put("MANAGEMENT_HOST", "127.0.0.1");
        return settings;
    }

    private Path files() throws IOException {
        Path root = Files.createDirectory(directory.resolve("files"));
        for (var mount : COMPOSE.mounts().entrySet()) {
            if (mount.getKey().startsWith("/srv/cogs/")) {
                Files.copy(
                        mount.getValue(), root.resolve(Path.of(mount.getKey()).getFileName()));
            }
        }
        return root;
    }

    private Map<Path, String> secrets() throws Exception {
        Path secrets = directory.resolve("secrets");
        run(Map.of(), "sh", COMPOSE.mounted("/make-secrets.sh").toString(), secrets.toString());
        try (Stream<Path> files = Files.walk(secrets)) {
            Map<Path, String> made = new HashMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                made.put(file, Files.readString(file));
            }
            return made;
        }
    }

    private void giveRoleItsPassword(EmbeddedCatalog catalog) throws Exception {
        assertEquals(Optional.empty(), password(catalog));
        Path script = Files.writeString(
                directory.resolve("catalog-role.sh"),
                Files.readString(COMPOSE.mounted("/docker-entrypoint-initdb.d/4-catalog-role.sh"))
                        .replace("/secrets", directory + "/secrets"));
        run(
                Map.of("PGHOST", "127.0.0.1", "PGPORT", String.valueOf(catalog.port()), "POSTGRES_DB", "postgres"),
                "sh",
                script.toString());

        assertNotEquals(Optional.empty(), password(catalog));
    }

    private static Optional<String> password(EmbeddedCatalog catalog) throws SQLException {
        try (Connection connection = catalog.connect("postgres");
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("SELECT rolpassword FROM pg_authid WHERE rolname = 'download_token_service'")) {
            assertTrue(found.next());
            return Optional.ofNullable(found.getString(1));
        }
    }

    private static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static JsonNode shipped(String name) throws IOException {
        return new YAMLMapper().readTree(Path.of("conf", name).toFile());
    }
}
