package org.downloadtoken.it.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rotates a key by three file operations under constant load on two instances, each of which mints for both. No mint and no
 * download fails. The tokens are used within a second, so the old key can be removed one second after its last signature.
 */
class KeyRotationIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @TempDir
    Path directory;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger downloads = new AtomicInteger();
    private final Map<DownloadTokenService, String> oldestKids = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void rotationLosesNoRequest() throws Exception {
        KeyFiles files =
                new KeyFiles(directory).jwk("2026-10", KeyFiles.ec(Curve.P_256)).signing("2026-10");
        List<DownloadTokenService> services = List.of(start(), start());
        try {
            List<Thread> load = new ArrayList<>();
            for (DownloadTokenService service : services) {
                load.add(load(service, services));
            }
            assertEquals("2026-10", signingKey(services));

            files.jwk("2026-11", KeyFiles.rsa(2048)); // published
            awaitKeys(services, 2);
            files.signing("2026-11"); // signs
            awaitSigning(services, "2026-11");
            awaitTokensOf("2026-11");
            files.remove("2026-10.jwk"); // dropped
            awaitKeys(services, 1);
            TimeUnit.SECONDS.sleep(1);

            over.set(true);
            for (Thread thread : load) {
                thread.join(10_000);
            }
        } finally {
            over.set(true);
            services.forEach(RunningService::stop);
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(downloads.get() > 200, () -> "downloads: " + downloads);
    }

    /** Mints with one instance, and downloads with the tokens of the last second from both. */
    private Thread load(DownloadTokenService minting, List<DownloadTokenService> using) {
        PlainClient mint = new PlainClient(minting.port());
        List<PlainClient> use =
                using.stream().map(service -> new PlainClient(service.port())).toList();
        Thread thread = new Thread(() -> {
            Deque<String> recent = new ArrayDeque<>();
            while (!over.get()) {
                ApiResponse minted = mint.request("POST", ApiClient.MINT + PUBLIC);
                check(200, minted, "mint");
                recent.add(minted.token());
                if (recent.size() > 50) {
                    recent.remove();
                }
                oldestKids.put(minting, kid(recent.getFirst()));
                for (PlainClient client : use) {
                    for (String token : List.of(recent.getFirst(), recent.getLast())) {
                        String path = ApiClient.download(PUBLIC) + "?token=" + token;
                        check(206, client.request("GET", path, "Range", "bytes=0-99"), "download");
                        downloads.incrementAndGet();
                    }
                }
            }
        });
        thread.start();
        return thread;
    }

    /** Waits until no thread uses a token of another key. */
    private void awaitTokensOf(String kid) throws InterruptedException {
        for (int attempt = 0; attempt < 600 && !Set.of(kid).containsAll(oldestKids.values()); attempt++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertEquals(Set.of(kid), Set.copyOf(oldestKids.values()));
    }

    private static String kid(String token) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')))))
                .getString("kid");
    }

    private void check(int expected, ApiResponse response, String what) {
        if (response.status() != expected) {
            failures.add(what + ": " + response.status());
        }
    }

    private DownloadTokenService start() {
        return RunningService.start(
                Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "SIGNING_KEYS_DIR", directory.toString()));
    }

    private static void awaitKeys(List<DownloadTokenService> services, int number) throws InterruptedException {
        for (DownloadTokenService service : services) {
            PlainClient client = new PlainClient(service.port());
            for (int attempt = 0; attempt < 200; attempt++) {
                String keys =
                        client.request("GET", "/api/.well-known/jwks.json").body();
                if (keys.split("\"kid\"", -1).length - 1 == number) {
                    break;
                }
                assertTrue(attempt < 199, keys);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void awaitSigning(List<DownloadTokenService> services, String kid) throws Exception {
        for (int attempt = 0; !kid.equals(signingKey(services)); attempt++) {
            assertTrue(attempt < 200, "it does not sign");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The signing key of both instances; empty while they differ. */
    private static String signingKey(List<DownloadTokenService> services) throws ParseException {
        String first = "";
        for (DownloadTokenService service : services) {
            String token = new PlainClient(service.port())
                    .request("POST", ApiClient.MINT + PUBLIC)
                    .token();
            String kid = SignedJWT.parse(token).getHeader().getKeyID();
            if (!first.isEmpty() && !first.equals(kid)) {
                return "";
            }
            first = kid;
        }
        return first;
    }
}
