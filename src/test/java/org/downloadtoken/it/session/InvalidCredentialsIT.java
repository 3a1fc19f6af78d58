package org.downloadtoken.it.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.ForeignIssuer;
import org.downloadtoken.testing.KeyFiles;
import org.downloadtoken.testing.PlainClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address that sends too many invalid credentials gets 429, and makes the service verify no more public-key signatures. */
class InvalidCredentialsIT {
    private static final int LIMIT = 5;
    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final ECKey KEY =
            new ECKey.Builder(KeyFiles.ec(Curve.P_256)).keyID("issuer-1").build();

    @TempDir
    Path directory;

    private final ForeignIssuer issuer = new ForeignIssuer(KEY);
    private Optional<DownloadTokenService> service = Optional.empty();

    @AfterEach
    void stop() {
        service.ifPresent(RunningService::stop);
        issuer.close();
    }

    @Test
    void newSessionsOfAnExhaustedAddressAreNotVerifiedAndKnownOnesGoOn() {
        ApiClient client = start(issuer.settings());
        String known = ForeignIssuer.session(KEY);
        assertEquals(200, client.mintAs(known, RESTRICTED).status());

        exhaust(client, ForeignIssuer.forged(known));

        String valid = ForeignIssuer.session(KEY, claims -> claims.jwtID("new"));
        assertLimited(client.mintAs(valid, RESTRICTED));
        for (int connection = 0; connection < 8; connection++) { // to both event loops
            assertEquals(
                    200,
                    new ApiClient(service.orElseThrow().port())
                            .mintAs(known, RESTRICTED)
                            .status());
        }
        assertEquals(200, client.mint(PUBLIC).status(), "anonymous callers send no credential");
    }

    /** Each of them waits for the keys of the issuer, and is counted before its signature is verified. */
    @Test
    void forgedSessionsAtTheSameTimeAreLimitedToo() {
        ApiClient client = start(issuer.settings());
        issuer.delay(3_000);
        String forged = ForeignIssuer.forged(
                ForeignIssuer.session(new ECKey.Builder(KEY).keyID(null).build()));

        List<Integer> statuses = Collections.nCopies(30, forged).parallelStream()
                .map(session -> client.mintAs(session, RESTRICTED).status())
                .toList();

        assertTrue(Collections.frequency(statuses, 401) <= LIMIT + 1, statuses::toString);
        assertEquals(30, Collections.frequency(statuses, 401) + Collections.frequency(statuses, 429));
    }

    @Test
    void knownSessionsGoOnWhenTheIssuerAddsAKeyOrChangesTheOrder() {
        ApiClient client = start(issuer.settings());
        String known = ForeignIssuer.session(KEY);
        assertEquals(200, client.mintAs(known, RESTRICTED).status());
        ECKey added =
                new ECKey.Builder(KeyFiles.ec(Curve.P_256)).keyID("issuer-2").build();
        issuer.publish(added, KEY);
        assertEquals(
                200, client.mintAs(ForeignIssuer.session(added), RESTRICTED).status(), "it is fetched");

        exhaust(client, ForeignIssuer.forged(known));

        assertEquals(200, client.mintAs(known, RESTRICTED).status());
    }

    @Test
    void newDownloadTokensOfAnExhaustedAddressAreNotVerifiedAndKnownOnesGoOn() throws Exception {
        new KeyFiles(directory)
                .pem("a", KeyFiles.ec(Curve.P_256).toPrivateKey())
                .signing("a");
        ApiClient client = start(Map.of(
                "SIGNING_KEYS_DIR", directory.toString(),
                "DOWNLOAD_ROOT", DemoCogs.directory().toString()));
        String known = client.mintAs(Tokens.session(DemoUser.OWNER), PUBLIC).token();
        String other = client.token(PUBLIC);
        assertEquals(200, client.download(PUBLIC, known).status());

        exhaust(client, "x.y.z");

        assertEquals(429, client.download(PUBLIC, other).status());
        assertEquals(429, verify(other));
        assertEquals(200, client.download(PUBLIC, known).status());
        assertEquals(204, verify(known));
    }

    @Test
    void withTheSharedSecretOnlyInvalidCredentialsAreLimited() {
        ApiClient client = start(Map.of());
        exhaust(client, "x.y.z");

        assertEquals(
                200, client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).status());
        assertLimited(client.mint(RESTRICTED, "X-Api-Key", "unknown"));
        assertLimited(client.mint(RESTRICTED, "Authorization", "Basic YTpi"));
        assertEquals(
                401,
                client.request("GET", ApiClient.download(PUBLIC)).status(),
                "a request without a credential is not counted");
    }

    private ApiClient start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("INVALID_CREDENTIALS_PER_MINUTE", String.valueOf(LIMIT));
        service = Optional.of(RunningService.start(all));
        return new ApiClient(service.get().port());
    }

    /** The bucket refills within a minute, so some more requests may pass. */
    private static void exhaust(ApiClient client, String forged) {
        int refused = 0;
        while (client.mintAs(forged, RESTRICTED).status() == 401) {
            refused++;
        }
        assertTrue(refused >= LIMIT && refused <= LIMIT + 1, "refused with 401: " + refused);
        assertLimited(client.mintAs(forged, RESTRICTED));
    }

    private static void assertLimited(ApiResponse response) {
        assertEquals(429, response.status());
        assertTrue(response.header("ratelimit-policy").orElse("").startsWith("\"invalid-credential\";q=" + LIMIT));
    }

    private int verify(String token) {
        return new PlainClient(service.orElseThrow().port())
                .request("GET", "/api/auth/verify", "X-Original-URI", ApiClient.download(PUBLIC) + "?token=" + token)
                .status();
    }
}
