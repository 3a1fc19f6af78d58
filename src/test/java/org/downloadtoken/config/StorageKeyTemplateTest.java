package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageKeyTemplateTest {
    private static final UUID TENANT = UUID.fromString("E0000000-0000-4000-8000-00000000000A");

    @ParameterizedTest
    @ValueSource(strings = {"a.tif", "/a//b.tif", "../a.tif", "{tenant_id}/{asset_uri}", ""})
    void byDefaultTheKeyIsTheUri(String uri) {
        StorageKeyTemplate keys = StorageKeyTemplate.from(Map.of());

        assertEquals(Optional.of(uri), keys.key(uri, Optional.of(TENANT)));
        assertEquals(Optional.of(uri), keys.key(uri, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "tenants/{tenant_id}/{asset_uri}, tenants/e0000000-0000-4000-8000-00000000000a/a/b.tif",
        "{tenant_id}/{asset_uri}, e0000000-0000-4000-8000-00000000000a/a/b.tif",
        "t-{tenant_id}.d/cogs/{asset_uri}, t-e0000000-0000-4000-8000-00000000000a.d/cogs/a/b.tif",
        "cogs of 2026/..x/{asset_uri}, cogs of 2026/..x/a/b.tif"
    })
    void keyContainsTenantAndUri(String template, String key) {
        assertEquals(Optional.of(key), keys(template).key("a/b.tif", Optional.of(TENANT)));
    }

    @Test
    void placeholderInTheUriIsText() {
        assertEquals(
                Optional.of("t/" + TENANT + "/{tenant_id}/$1.tif"),
                keys("t/{tenant_id}/{asset_uri}").key("{tenant_id}/$1.tif", Optional.of(TENANT)));
    }

    @Test
    void datasetWithoutTenantHasNoKeyIfTheTemplateNamesTheTenant() {
        assertEquals(Optional.empty(), keys("t/{tenant_id}/{asset_uri}").key("a.tif", Optional.empty()));
        assertEquals(Optional.of("t/a.tif"), keys("t/{asset_uri}").key("a.tif", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t/{tenant_id}/{asset_uri}", "t/{asset_uri}"})
    void absoluteUriHasNoKey(String template) {
        assertEquals(Optional.empty(), keys(template).key("/a.tif", Optional.of(TENANT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants/{tenant_id}",
                "{tenant_id}/{dataset_id}/{asset_uri}",
                "{tenantId}/{asset_uri}",
                "{}/{asset_uri}",
                "{tenant_id/{asset_uri}",
                "{asset_uri}/{asset_uri}",
                "{asset_uri}/x",
                "{asset_uri}.tif",
                ".{asset_uri}",
                "{tenant_id}{asset_uri}",
                "{TENANT_ID}/{asset_uri}",
                "/{asset_uri}",
                "/srv/{tenant_id}/{asset_uri}",
                "../{asset_uri}",
                "./{asset_uri}",
                "a/../{asset_uri}",
                "a/./{asset_uri}",
                "a//{asset_uri}",
                "a\\..\\{asset_uri}",
                "a\\b/{asset_uri}",
                "s3://bucket/{asset_uri}"
            })
    void otherTemplateIsRejected(String template) {
        assertRejected(
                StorageKeyTemplate::from,
                StorageKeyTemplate.SETTING,
                template,
                "{asset_uri}, or a relative path that ends in /{asset_uri} and may contain {tenant_id}, without . and .."
                        + " as a segment, such as tenants/{tenant_id}/{asset_uri}");
    }

    @Test
    void controlCharacterIsRejected() {
        String message = ConfigErrors.message(() -> keys("a\nb/{asset_uri}"));

        assertTrue(message.endsWith("but is 'a?b/{asset_uri}'"), message);
    }

    private static StorageKeyTemplate keys(String template) {
        return StorageKeyTemplate.from(Map.of("STORAGE_KEY_TEMPLATE", template));
    }
}
