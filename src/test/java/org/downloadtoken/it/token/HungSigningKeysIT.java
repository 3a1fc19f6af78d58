package org.downloadtoken.it.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.store.HangingFiles;
import org.downloadtoken.token.ReloadingKeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Signs with keys on a disk that hangs. */
class HungSigningKeysIT {
    @TempDir
    Path directory;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(ReloadingKeyRing.class);

    @Test
    void keysStayInUseUntilTheDiskAnswers() throws Exception {
        try (HangingFiles disk = new HangingFiles(directory)) {
            KeyFiles keys = new KeyFiles(directory.resolve("files"));
            keys.jwk("hang-1", KeyFiles.ec(Curve.P_256)).signing("hang-1");
            DownloadTokenService service =
                    RunningService.start(Map.of("SIGNING_KEYS_DIR", disk.root().toString()));
            try {
                Metrics metrics = new Metrics(service.managementPort());
                disk.hang();
                keys.jwk("hang-2", KeyFiles.ec(Curve.P_256)).signing("hang-2");
                await(metrics, 1);
                assertEquals("hang-1", signer(service));
                assertEquals(1, readers());
                assertTrue(
                        log.messages()
                                .contains("The previous key ring stays in use:"
                                        + " it cannot be read, because the disk does not answer"),
                        () -> log.messages().toString());

                disk.release();
                await(metrics, 0);
                assertEquals("hang-2", signer(service));
            } finally {
                disk.release();
                RunningService.stop(service);
            }
        }
    }

    private static String signer(DownloadTokenService service) throws Exception {
        String token = new ApiClient(service.port()).token(DemoDataset.PUBLIC.id());
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("signing-keys"))
                .count();
    }

    private static void await(Metrics metrics, int stale) throws InterruptedException {
        for (int attempt = 0; metrics.value("key_ring_stale") != stale; attempt++) {
            assertTrue(attempt < 400, "it does not become " + stale);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
