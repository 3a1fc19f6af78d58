package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;

/** Compares the schema of the values with the settings of the service. */
class SettingsSchemaTest {
    /** Settings that the chart derives from other values. */
    private static final Set<String> DERIVED = Set.of(
            "CLUSTER_BUS_HOST",
            "CLUSTER_BUS_PORT",
            "CLUSTER_HOST",
            "CLUSTER_INSECURE",
            "CLUSTER_KUBERNETES_SERVICE",
            "CLUSTER_MEMBERS",
            "CLUSTER_PORT",
            "CLUSTER_ROLES",
            "CLUSTER_TLS_CA",
            "CLUSTER_TLS_CERT",
            "CLUSTER_TLS_KEY",
            "DATABASE_SSL_CA_CERT",
            "DOWNLOAD_ROOT",
            "DRAIN_SECONDS",
            "HTTP_PORT",
            "JWT_SECRET_KEY",
            "MANAGEMENT_PORT",
            "MANAGEMENT_TLS",
            "POSTGRES_PASSWORD",
            "SESSION_PUBLIC_KEY",
            "SIGNING_KEYS_DIR",
            "TLS_CERT_FILE",
            "TLS_KEY_FILE");

    private static final JsonNode VALUES = read("values.yaml");
    private static final JsonNode SCHEMA = read("values.schema.json");

    /** If this fails after a change of a setting, copy the expected lines into the schema. */
    @Test
    void schemaHasEachSettingOfTheServiceWithItsRangeOrChoices() {
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        ServiceConfig.SETTINGS.stream()
                .filter(setting -> !DERIVED.contains(setting.name()))
                .forEach(setting -> expected.set(setting.name(), schema(setting)));

        assertEquals(
                expected.toPrettyString(),
                SCHEMA.at("/properties/settings/properties").toPrettyString());
    }

    @Test
    void drainHasTheRangeOfItsSetting() {
        IntSetting drain = (IntSetting) ServiceConfig.SETTINGS.stream()
                .filter(setting -> setting.name().equals("DRAIN_SECONDS"))
                .findFirst()
                .orElseThrow();

        assertTrue(SCHEMA.at("/properties/drainSeconds/$ref").asText().endsWith("/seconds"));
        assertEquals(drain.min(), SCHEMA.at("/definitions/seconds/minimum").asInt());
        assertEquals(drain.max(), SCHEMA.at("/definitions/seconds/maximum").asInt());
        assertEquals(drain.defaultValue(), VALUES.get("drainSeconds").asText());
    }

    private static ObjectNode schema(Setting setting) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (setting instanceof IntSetting number) {
            return schema.put("type", "integer").put("minimum", number.min()).put("maximum", number.max());
        }
        if (setting instanceof ChoiceSetting<?> choice) {
            List<String> choices = Arrays.stream(choice.type().getEnumConstants())
                    .map(constant -> constant.name().replace('_', '-'))
                    .map(name ->
                            choice.defaultValue().equals(choice.defaultValue().toUpperCase(Locale.ROOT))
                                    ? name
                                    : name.toLowerCase(Locale.ROOT))
                    .toList();
            choices.forEach(schema.withArray("enum")::add);
            if (choices.contains("on")) {
                schema.withArray("enum").add(false).add(true); // as YAML reads off and on
            }
            return schema;
        }
        if (setting.name().equals("POSTGRES_PORT")) { // one number, or several in a text
            schema.withArray("type").add("integer").add("string");
            return schema;
        }
        return schema.put("type", "string");
    }

    private static JsonNode read(String name) {
        try {
            return new YAMLMapper().readTree(Chart.SHIPPED.path().resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
