package org.downloadtoken.it.download.open;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.AuditLines;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the audit log of downloads without a credential. */
class OpenDownloadAuditIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(OpenClient.settings("AUDIT_LOG", "on"));

    @RegisterExtension
    final AuditLines audit = new AuditLines();

    private final OpenClient client = new OpenClient(SERVICE.client());

    @Test
    void auditLogHasOneEventForEachAddressAndDataset() throws Exception {
        UUID first = Rasters.add("public");
        UUID second = Rasters.add("public");
        for (UUID datasetId : List.of(first, first, second)) {
            client.get(datasetId, "X-Forwarded-For", "203.0.113.10");
            client.get(datasetId, "X-Forwarded-For", "203.0.113.11");
        }
        client.get(DemoDataset.PRIVATE.id(), "X-Forwarded-For", "203.0.113.10");

        List<JsonObject> events = audit.events("download", client.api());
        assertEquals(
                List.of("203.0.113.10", "203.0.113.11", "203.0.113.10", "203.0.113.11"),
                events.stream().map(event -> event.getString("address")).toList());
        assertEquals("open", events.get(0).getString("via"));
        assertEquals("anonymous", events.get(0).getString("caller"));
        assertEquals(first.toString(), events.get(0).getString("dataset"));
    }
}
