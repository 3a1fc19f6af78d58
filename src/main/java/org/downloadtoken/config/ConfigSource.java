package org.downloadtoken.config;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The settings as text: the conf file, overlaid by the environment, with each secret's file read. The conf file is
 * {@code CONF_FILE}, or {@code conf/service.yaml} where that exists. An empty variable counts as not set.
 */
public final class ConfigSource {
    private static final String CONF_FILE = "CONF_FILE";
    private static final Path DEFAULT_CONF_FILE = Path.of("conf", "service.yaml");

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
        JsonObject values = new JsonObject();
        Set<String> known = knownNames();
        scalars(file).forEach((name, value) -> {
            if (!known.contains(name)) {
                // What does not look like a name may be a secret in the wrong place.
                String shown = name.matches("[A-Za-z_]{1,40}") ? "'" + name + "'" : "(not a name)";
                throw new ConfigException("conf file " + file + ": unknown setting " + shown + "; allowed are "
                        + String.join(", ", known));
            }
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static Map<String, String> scalars(Path file) {
        String mapping = "it must be a flat YAML mapping of settings, each at most once";
        try {
            Object document = plainYaml().load(Files.readString(file));
            Map<String, String> scalars = new LinkedHashMap<>();
            if (document instanceof Map<?, ?> entries
                    && entries.values().stream().allMatch(String.class::isInstance)) {
                entries.forEach((name, value) -> scalars.put(name.toString(), value.toString()));
            } else if (document != null) {
                throw new ConfigException("conf file " + file + ": " + mapping);
            }
            return scalars;
        } catch (MarkedYAMLException e) {
            // Its message quotes the line, which may hold a secret.
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException("conf file " + file + ": wrong at line " + line + "; " + mapping);
        } catch (YAMLException | IOException e) {
            throw new ConfigException("conf file " + file + ": cannot be read");
        }
    }

    /** YAML in which every scalar is the text that stands there: a secret of digits must not become a number. */
    private static Yaml plainYaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new Resolver() {
            @Override
            protected void addImplicitResolvers() {}
        });
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
            // Not its value: it may be the secret itself, given by the wrong name.
            throw new ConfigException(fileName + " must name a readable text file, but cannot be read");
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
