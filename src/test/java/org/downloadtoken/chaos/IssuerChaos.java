package org.downloadtoken.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ForeignIssuer;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer of sessions that hangs delays nobody, and its keys are fetched again when it answers. */
class IssuerChaos {
    private static final int HANGS = 6;

    @TempDir
    Path directory;

    @Test
    void anIssuerThatHangsIsAskedAgainWhenItAnswers() throws Exception {
        ECKey key = key("old");
        ECKey next = key("new");
        SituationReport report = new SituationReport();
        try (ForeignIssuer issuer = new ForeignIssuer(key);
                ServiceProcess service = new ServiceProcess(directory, RunningService.environment(issuer.settings()))) {
            PlainClient client = new PlainClient(service.port());
            Metrics metrics = new Metrics(service.managementPort());
            assertEquals(200, mint(client, ForeignIssuer.session(key)));
            new MintProbe(service).run(3_000); // warms up
            issuer.delay(3_600_000);
            issuer.publish(next);

            String session = ForeignIssuer.session(next);
            while (metrics.sum("session_keys_fetches_total", "result", "failure") < HANGS) {
                assertEquals(401, mint(client, session), "the keys are not known");
                assertEquals(200, mint(client, ForeignIssuer.session(key)), "the last keys stay in use");
                ServiceProcess.pause(500);
            }
            MintProbe.Result hanging = new MintProbe(service).run(3_000);
            assertEquals(0, hanging.failed());
            assertEquals(0, hanging.notLive());
            assertTrue(metrics.value("session_keys_age_seconds") > 20);
            report.add(HANGS + " requests for keys hung", hanging, "sessions of the last keys: 200");

            issuer.delay(0);
            long answers = System.nanoTime();
            while (mint(client, session) != 200) {
                assertTrue(
                        System.nanoTime() - answers < TimeUnit.SECONDS.toNanos(60), "the new keys are never fetched");
                ServiceProcess.pause(100);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answers);
            assertTrue(metrics.value("session_keys_age_seconds") < 5);
            report.add(
                    "the issuer answers again",
                    new MintProbe(service).run(1_000),
                    "a session of its new key: 200 after " + millis + " ms");
        }
        report.write("issuer");
    }

    private static int mint(PlainClient client, String session) {
        UUID datasetId = DemoDataset.RESTRICTED.id();
        return client.request("POST", ApiClient.MINT + datasetId, "Authorization", "Bearer " + session)
                .status();
    }

    private static ECKey key(String kid) {
        return new ECKey.Builder(KeyFiles.ec(Curve.P_256)).keyID(kid).build();
    }
}
