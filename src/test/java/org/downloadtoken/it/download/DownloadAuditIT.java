package org.downloadtoken.it.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.encoding.Sha256;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.AuditLines;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests which event the audit log has for a download with a token or credential. */
class DownloadAuditIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "AUDIT_LOG", "on"));

    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();

    @RegisterExtension
    final AuditLines audit = new AuditLines();

    private final ApiClient client = SERVICE.client();

    @Test
    void firstUseOfATokenIsJoinedWithItsMintByTheId() throws Exception {
        String token =
                client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).token();
        JsonObject mint = audit.events("mint", client).get(0);
        client.download(RESTRICTED, token, "Range", "bytes=0-9");
        client.download(RESTRICTED, token, "Range", "bytes=10-19");
        client.request("HEAD", ApiClient.download(RESTRICTED) + "?token=" + token);

        JsonObject event = audit.event("download", client);
        assertEquals(Tokens.decode(token).getJWTID(), event.getString("jti"));
        assertEquals(mint.getString("jti"), event.getString("jti"));
        assertEquals(mint.getString("user"), event.getString("user"));
        assertEquals(mint.getString("address"), event.getString("address"));
        assertEquals(RESTRICTED.toString(), event.getString("dataset"));
        assertEquals("session", event.getString("caller"));
        assertEquals("token", event.getString("via"));
        assertEquals("download", event.getString("operation"));
    }

    @Test
    void tokenOfAnAnonymousCallerIsNamedByDatasetAndExpiry() throws Exception {
        UUID datasetId = Rasters.add("public");
        String token = client.token(datasetId);
        client.download(datasetId, token);
        client.download(datasetId, token);

        JsonObject event = audit.event("download", client);
        assertEquals("anonymous", event.getString("caller"));
        assertEquals(datasetId.toString(), event.getString("dataset"));
        assertEquals(Tokens.decode(token).getExpirationTime().toInstant().toString(), event.getString("token_expires"));
        assertFalse(event.containsKey("jti") || event.containsKey("user"), event::encode);
    }

    @Test
    void tokenInAHeaderIsATokenToo() throws Exception {
        String token =
                client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).token();
        client.request("GET", ApiClient.download(RESTRICTED), "Authorization", "Bearer " + token);

        JsonObject event = audit.event("download", client);
        assertEquals("header", event.getString("via"));
        assertEquals(Tokens.decode(token).getJWTID(), event.getString("jti"));
    }

    @Test
    void credentialHeaderHasOneEventForEachCallerAndDataset() throws Exception {
        UUID first = Rasters.add("internal");
        UUID second = Rasters.add("internal");
        for (UUID datasetId : List.of(first, first, second)) {
            client.request("GET", ApiClient.download(datasetId), "X-Api-Key", DemoApiKey.READ_ONLY.text());
            client.request(
                    "GET",
                    ApiClient.download(datasetId),
                    "Authorization",
                    "Bearer " + Tokens.session(DemoUser.OUTSIDER));
        }

        List<JsonObject> events = audit.events("download", client);
        assertEquals(
                List.of(first, first, second, second),
                events.stream()
                        .map(event -> UUID.fromString(event.getString("dataset")))
                        .toList());
        assertEquals("api_key", events.get(0).getString("caller"));
        assertEquals(DemoUser.ANALYST.id().toString(), events.get(0).getString("user"));
        assertEquals(
                Sha256.hex(DemoApiKey.READ_ONLY.text().getBytes(UTF_8)).substring(0, 12),
                events.get(0).getString("api_key_sha256"));
        assertEquals("session", events.get(1).getString("caller"));
        assertEquals(DemoUser.OUTSIDER.id().toString(), events.get(1).getString("user"));
        assertEquals("header", events.get(1).getString("via"));
        assertFalse(events.get(1).containsKey("token_expires"), events::toString);
    }

    @Test
    void noLineHasATokenOrCredential() throws Exception {
        String session = Tokens.session(DemoUser.ANALYST);
        String token = client.mintAs(session, RESTRICTED).token();
        client.download(RESTRICTED, token);
        client.request("GET", ApiClient.download(RESTRICTED), "Authorization", "Bearer " + session);
        client.request("GET", ApiClient.download(RESTRICTED), "X-Api-Key", DemoApiKey.FULL.text());

        String lines = String.join("\n", audit.until(client));
        for (String secret : List.of(token, session, DemoApiKey.FULL.text())) {
            assertFalse(lines.contains(secret), lines);
            assertFalse(lines.contains(secret.substring(secret.lastIndexOf('.') + 1)), lines);
        }
    }
}
