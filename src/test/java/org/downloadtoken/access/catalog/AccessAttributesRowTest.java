package org.downloadtoken.access.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.sqlclient.Row;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessAttributes;
import org.downloadtoken.access.policy.AccessAttributes.ApiKey;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessPolicy;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A NULL in the catalog never makes a credential valid. */
class AccessAttributesRowTest {
    private final Map<String, Object> columns = new HashMap<>();

    @BeforeEach
    void validApiKey() {
        columns.put("user_id", UUID.randomUUID());
        columns.put("username", "user");
        columns.put("user_active", true);
        columns.put("token_version", 1);
        columns.put("user_key_epoch", 3);
        columns.put("user_roles", new String[0]);
        columns.put("key_id", UUID.randomUUID());
        columns.put("key_usable", true);
        columns.put("key_epoch", 3);
        columns.put("key_scope", "read_write");
    }

    @Test
    void equalEpochsMakeAnApiKeyValid() {
        assertTrue(attributes().apiKey().filter(ApiKey::usable).isPresent());
        assertEquals(Failure.DATASET_HIDDEN, refusal(new Caller.ApiKey("hash")));
    }

    @Test
    void twoMissingEpochsDoNotMakeAnApiKeyValid() {
        columns.remove("user_key_epoch");
        columns.remove("key_epoch");

        assertFalse(attributes().apiKey().filter(ApiKey::usable).isPresent());
        assertEquals(Failure.INVALID_CREDENTIAL, refusal(new Caller.ApiKey("hash")));
    }

    @Test
    void aMissingTokenVersionDoesNotMakeASessionValid() {
        columns.remove("token_version");

        assertEquals(Failure.INVALID_CREDENTIAL, refusal(new Caller.SessionUser(UUID.randomUUID(), 1e6, 0)));
    }

    private Failure refusal(Caller caller) {
        AccessRequest request = new AccessRequest(UUID.randomUUID(), caller, Use.MINT);
        return ((Refused) new AccessPolicy(Set.of()).decide(request, attributes())).failure();
    }

    private AccessAttributes attributes() {
        Row row = (Row) Proxy.newProxyInstance(
                Row.class.getClassLoader(),
                new Class<?>[] {Row.class},
                (proxy, method, arguments) -> columns.get((String) arguments[0]));
        return new AccessAttributesRow(row).attributes();
    }
}
