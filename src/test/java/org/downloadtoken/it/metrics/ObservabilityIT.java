package org.downloadtoken.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ForeignIssuer;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Dashboard;
import org.downloadtoken.testing.program.PromQl;
import org.downloadtoken.testing.program.Prometheus;
import org.downloadtoken.testing.program.Tool;
import org.downloadtoken.testing.tls.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests the dashboard and the alerts with a real Prometheus that scrapes the service. */
class ObservabilityIT {
    private static final RSAKey KEY = KeyFiles.rsa(2048);
    private static final ForeignIssuer ISSUER = new ForeignIssuer(KEY);

    @RegisterExtension
    static final RunningService SERVICE = RunningService.withTls(TestCertificate.named("metrics"), settings());

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @TempDir
    static Path directory;

    private static Prometheus prometheus;

    @BeforeAll
    static void scrape() {
        Tool.PROMETHEUS.require();
        prometheus = Prometheus.scraping(directory, SERVICE.managementPort());
        prometheus.await("up{job='download-token-service'} == 1");
        everyKindOfRequest(); // after the first scrape, so Prometheus sees an increase
        prometheus.await("increase(download_requests_total{operation='verify', outcome='granted'}[1m]) > 0");
    }

    @AfterAll
    static void close() {
        if (prometheus != null) {
            prometheus.close();
        }
        ISSUER.close();
    }

    @Test
    void everyQueryOfTheDashboardFindsSeries() {
        List<String> blind = Dashboard.shipped().queries().stream()
                .map(PromQl::text)
                .filter(query -> prometheus.query(query).isEmpty())
                .toList();

        assertEquals(List.of(), blind);
    }

    @Test
    void problemCounterExistsBeforeTheFirstFailure() {
        assertFalse(prometheus.query("http_problems_total{status='500'} == 0").isEmpty());
    }

    @Test
    void everyMetricOfTheDashboardExists() {
        assertEquals(List.of(), unknown(Dashboard.shipped().queries().stream()));
    }

    @Test
    void everyMetricOfTheRulesExists() {
        assertEquals(List.of(), unknown(rules().map(rule -> new PromQl(rule.getString("query")))));
    }

    /** The only fault is that the triggers are not installed, so nothing is cached. */
    @Test
    void onlyTheAlertOfTheFaultFires() {
        prometheus.await("ALERTS{alertname='DownloadTokenCacheUnusable'}");

        assertEquals(
                List.of(),
                rules().filter(rule -> !rule.getString("health").equals("ok"))
                        .map(JsonObject::encode)
                        .toList());
        assertEquals(
                List.of("DownloadTokenCacheUnusable"),
                rules().filter(rule -> !rule.getString("state").equals("inactive"))
                        .map(rule -> rule.getString("name"))
                        .toList());
    }

    @Test
    void missingMetricIsDetected() {
        assertEquals(
                List.of("nothing_total", "up{job=\"nobody\"}"),
                unknown(Stream.of(new PromQl("sum by (job) (rate(nothing_total[5m])) / 1e3 > up{job=\"nobody\"}"))));
    }

    /** With these settings, each metric exists. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(ISSUER.settings());
        settings.put("DOWNLOAD_ROOT", DemoCogs.directory().toString());
        settings.put("PUBLIC_CACHE_INVALIDATION", "notify");
        settings.putAll(cluster());
        return settings;
    }

    /** The instance is a cluster of its own. */
    private static Map<String, String> cluster() {
        TestCertificate authority = TestCertificate.authority("cluster");
        Map<String, String> member = authority.issue("member").settings();
        String port = String.valueOf(Daemon.freePort());
        return Map.of(
                "CLUSTER_MEMBERS",
                "127.0.0.1:" + port,
                "CLUSTER_HOST",
                "127.0.0.1",
                "CLUSTER_PORT",
                port,
                "CLUSTER_BUS_PORT",
                String.valueOf(Daemon.freePort()),
                "CLUSTER_TLS_CERT",
                member.get("TLS_CERT_FILE"),
                "CLUSTER_TLS_KEY",
                member.get("TLS_KEY_FILE"),
                "CLUSTER_TLS_CA",
                authority.settings().get("TLS_CERT_FILE"));
    }

    private static Stream<JsonObject> rules() {
        return prometheus.rules().stream().map(JsonObject.class::cast);
    }

    /** The selectors that find no series. ALERTS is a series of Prometheus itself and is left out. */
    private static List<String> unknown(Stream<PromQl> queries) {
        return queries.flatMap(query -> query.selectors().stream())
                .distinct()
                .filter(selector -> !selector.startsWith("ALERTS"))
                .filter(selector -> prometheus.query(selector).isEmpty())
                .toList();
    }

    private static void everyKindOfRequest() {
        ApiClient client = SERVICE.client();
        String token = client.token(PUBLIC);
        assertEquals(200, client.mintAs(ForeignIssuer.session(KEY), PUBLIC).status());
        client.mint(PUBLIC, "X-Api-Key", "demo-analyst-full");
        client.mint(PUBLIC, "X-Api-Key", "unknown");
        assertEquals(404, client.mint(UUID.randomUUID()).status());
        assertEquals(206, client.download(PUBLIC, token, "Range", "bytes=0-9").status());
        String uri = ApiClient.download(PUBLIC) + "?token=" + token;
        assertEquals(
                204,
                client.request("GET", "/api/auth/verify", "X-Original-URI", uri).status());
    }
}
