package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.AuditLines;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the audit log of requests for many tokens: it has one line for each dataset. */
class DownloadTokensAuditIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID RESTRICTED = DemoDataset.RESTRICTED.id();
    private static final UUID HIDDEN = DemoDataset.PRIVATE.id();

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("AUDIT_LOG", "on"));

    @RegisterExtension
    final AuditLines audit = new AuditLines();

    private final ApiClient client = SERVICE.client();

    @Test
    void eachTokenOfASignedInCallerHasALineWithItsOwnId() throws Exception {
        ApiResponse response = client.mintAll(List.of(RESTRICTED, PUBLIC, PUBLIC), "Authorization", session());

        List<JsonObject> lines = audit.events("mint", client);
        assertEquals(datasets(RESTRICTED, PUBLIC, PUBLIC), all(lines, "dataset"));
        assertEquals(List.of("granted", "granted", "granted"), all(lines, "outcome"));
        assertEquals(Collections.nCopies(3, DemoUser.ANALYST.id().toString()), all(lines, "user"));
        assertEquals(Collections.nCopies(3, "session"), all(lines, "caller"));
        List<String> ids = BatchResponse.items(response).stream()
                .map(item -> Tokens.decode(item.getString("token")).getJWTID())
                .toList();
        assertEquals(ids, all(lines, "jti"));
        assertEquals(3, Set.copyOf(ids).size());
    }

    @Test
    void tokenOfAnAnonymousCallerHasALineWithoutId() throws Exception {
        client.mintAll(List.of(PUBLIC, PUBLIC));

        List<JsonObject> lines = audit.events("mint", client);
        assertEquals(datasets(PUBLIC, PUBLIC), all(lines, "dataset"));
        assertEquals(Collections.nCopies(2, "anonymous"), all(lines, "caller"));
        assertTrue(
                lines.stream().noneMatch(line -> line.containsKey("jti") || line.containsKey("user")), lines::toString);
    }

    @Test
    void refusedDatasetHasALineWithItsOutcome() throws Exception {
        UUID unknown = UUID.randomUUID();

        client.mintAll(List.of(HIDDEN, PUBLIC, unknown), "Authorization", session());

        List<JsonObject> lines = audit.events("mint", client);
        assertEquals(datasets(HIDDEN, PUBLIC, unknown), all(lines, "dataset"));
        assertEquals(List.of("not_found", "granted", "not_found"), all(lines, "outcome"));
        assertEquals(
                List.of(false, true, false),
                lines.stream().map(line -> line.containsKey("jti")).toList());
    }

    @Test
    void rejectedCallerHasALineForEachDataset() throws Exception {
        client.mintAll(List.of(PUBLIC, RESTRICTED), "Authorization", "Bearer x");

        List<JsonObject> lines = audit.events("mint", client);
        assertEquals(datasets(PUBLIC, RESTRICTED), all(lines, "dataset"));
        assertEquals(Collections.nCopies(2, "unauthorized"), all(lines, "outcome"));
        assertEquals(Collections.nCopies(2, "unresolved"), all(lines, "caller"));
    }

    /** As in a request for one token: the line names the dataset, and there is none. */
    @Test
    void idThatIsNoUuidHasNoLine() throws Exception {
        client.mintAll(List.of("x", PUBLIC));

        assertEquals(datasets(PUBLIC), all(audit.events("mint", client), "dataset"));
    }

    @Test
    void noLineHasATokenOrCredential() throws Exception {
        ApiResponse response = client.mintAll(List.of(RESTRICTED, PUBLIC), "Authorization", session());

        String lines = String.join("\n", audit.until(client));
        assertFalse(lines.contains(session().substring("Bearer ".length())), lines);
        for (JsonObject item : BatchResponse.items(response)) {
            assertFalse(lines.contains(item.getString("token").split("\\.")[2]), lines);
        }
    }

    private static String session() {
        return "Bearer " + Tokens.session(DemoUser.ANALYST);
    }

    private static List<String> datasets(UUID... ids) {
        return Stream.of(ids).map(UUID::toString).toList();
    }

    private static List<String> all(List<JsonObject> lines, String member) {
        return lines.stream().map(line -> line.getString(member, "none")).toList();
    }
}
