package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.AuditLines;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that the audit log has one event for each token: that of its first use. */
class DownloadFirstUseIT {
    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "AUDIT_LOG", "on"));

    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();

    @RegisterExtension
    final AuditLines audit = new AuditLines();

    private final ApiClient client = SERVICE.client();

    @Test
    void everyTokenHasItsOwnEvent() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.download(
                    RESTRICTED,
                    client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).token());
        }

        List<JsonObject> events = audit.events("download", client);
        assertEquals(3, events.size());
        assertNotEquals(events.get(0).getString("jti"), events.get(1).getString("jti"));
    }

    @Test
    void tokenOnConnectionsOfAllEventLoopsHasOneEvent() throws Exception {
        String token =
                client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).token();
        for (int connection = 0; connection < 6; connection++) {
            new ApiClient(SERVICE.port()).download(RESTRICTED, token);
        }

        audit.event("download", client);
    }

    @Test
    void tokenHasOneEventForDownloadAndProxy() throws Exception {
        String token =
                client.mintAs(Tokens.session(DemoUser.ANALYST), RESTRICTED).token();
        client.request("GET", "/api/auth/verify", "X-Original-URI", ApiClient.download(RESTRICTED) + "?token=" + token);
        client.download(RESTRICTED, token);

        assertEquals("verify", audit.event("download", client).getString("operation"));
    }

    @Test
    void requestWithoutAFileIsNoFirstUse() throws Exception {
        UUID datasetId = Rasters.add("internal");
        String token =
                client.mintAs(Tokens.session(DemoUser.OUTSIDER), datasetId).token();
        client.download(datasetId, token, "Range", "bytes=99999999-"); // 416
        client.download(RESTRICTED, token); // another dataset
        client.request(
                "GET",
                "/api/auth/verify",
                "X-Original-URI",
                ApiClient.download(datasetId) + "?token=" + token,
                "X-Original-Method",
                "PUT");
        Rasters.change(datasetId, "visibility = 'private'");
        client.download(datasetId, token);
        assertEquals(List.of(), audit.events("download", client));

        Rasters.change(datasetId, "visibility = 'internal'");
        client.download(datasetId, token);
        audit.event("download", client);
    }
}
