package org.downloadtoken.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings as text: the conf file, overlaid by the environment, with each secret's file read. The conf file is
 * {@code CONF_FILE}, or {@code conf/service.yaml} where that exists. An empty variable counts as not set.
 */
public final class ConfigSource {
    private static final String CONF_FILE = "CONF_FILE";
    private static final Path DEFAULT_CONF_FILE = Path.of("conf", "service.yaml");
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private ConfigSource() {}

    /**
     * Reads every setting that is set; what is not set is not in the answer.
     *
     * @throws ConfigException if a file cannot be read, a key of the conf file is unknown, or a secret is given twice
     */
    public static JsonObject load(Map<String, String> environment) {
        JsonObject values = confFile(environment).map(ConfigSource::read).orElseGet(JsonObject::new);
        for (String name : knownNames()) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        for (Setting setting : Setting.values()) {
            setting.fileName().ifPresent(fileName -> readSecret(values, setting.name(), fileName));
        }
        return values;
    }

    private static Optional<Path> confFile(Map<String, String> environment) {
        String named = environment.getOrDefault(CONF_FILE, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        return Files.exists(DEFAULT_CONF_FILE) ? Optional.of(DEFAULT_CONF_FILE) : Optional.empty();
    }

    private static JsonObject read(Path file) {
        JsonNode document;
        try {
            document = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            // Its message quotes the line, which may hold a secret.
            throw new ConfigException("conf file " + file + ": not valid YAML at line "
                    + e.getLocation().getLineNr() + "; it must be a flat mapping of settings, each at most once");
        } catch (IOException e) {
            throw new ConfigException("conf file " + file + ": cannot be read");
        }
        JsonObject values = new JsonObject();
        if (document.isMissingNode() || document.isNull()) {
            return values;
        }
        if (!document.isObject()) {
            throw new ConfigException("conf file " + file + ": must be a flat mapping of settings");
        }
        Set<String> known = knownNames();
        document.properties().forEach(entry -> {
            String name = entry.getKey();
            if (!known.contains(name)) {
                throw new ConfigException("conf file " + file + ": unknown setting '" + name + "'; allowed are "
                        + String.join(", ", known));
            }
            if (!entry.getValue().isValueNode()) {
                throw new ConfigException("conf file " + file + ": " + name + " must be a single value");
            }
            if (!entry.getValue().asText().isEmpty() && !entry.getValue().isNull()) {
                values.put(name, entry.getValue().asText());
            }
        });
        return values;
    }

    private static void readSecret(JsonObject values, String name, String fileName) {
        Object file = values.remove(fileName);
        if (file == null) {
            return;
        }
        if (values.containsKey(name)) {
            throw new ConfigException(name + " and " + fileName + " are both set; only one of them is allowed");
        }
        try {
            values.put(name, Files.readString(Path.of(file.toString())).replaceFirst("\\r?\\n\\z", ""));
        } catch (IOException e) {
            throw new ConfigException(fileName + ": cannot read '" + file + "'; it must name a readable text file");
        }
    }

    private static Set<String> knownNames() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(Setting.values()).forEach(setting -> {
            names.add(setting.name());
            setting.fileName().ifPresent(names::add);
        });
        return names;
    }
}
