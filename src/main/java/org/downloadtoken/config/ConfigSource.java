package org.downloadtoken.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.SecretSetting;
import org.downloadtoken.config.setting.Setting;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Loads the settings as text. A variable of the environment overrides the conf file. The conf file is {@code CONF_FILE}, or
 * {@code conf/service.yaml} if that exists. An empty variable counts as not set.
 */
public final class ConfigSource {
    private static final String CONF_FILE = "CONF_FILE";
    private static final Path DEFAULT_CONF_FILE = Path.of("conf", "service.yaml");

    private ConfigSource() {}

    /**
     * Returns the text of each setting that is set, by its name. Reads the files of secrets.
     *
     * @throws ConfigException if a file cannot be read, a key of the conf file is unknown, or a secret is given twice
     */
    public static Map<String, String> load(Map<String, String> environment) {
        Map<String, String> values =
                confFile(environment).map(ConfigSource::read).orElseGet(HashMap::new);
        for (String name : knownNames()) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        for (Setting setting : ServiceConfig.SETTINGS) {
            if (setting instanceof SecretSetting secret) {
                readSecretFile(values, secret);
            }
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

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        Set<String> known = knownNames();
        scalars(file).forEach((name, value) -> {
            if (!known.contains(name)) {
                // A text that does not look like a name may be a secret in the wrong place.
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
            // The message of the exception quotes the line, which may contain a secret.
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException("conf file " + file + ": invalid at line " + line + "; " + mapping);
        } catch (YAMLException | IOException e) {
            throw new ConfigException("conf file " + file + ": cannot be read");
        }
    }

    /** Reads every scalar as text, because a secret that consists of digits must not become a number. */
    private static Yaml plainYaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new Resolver() {
            @Override
            protected void addImplicitResolvers() {}
        });
    }

    private static void readSecretFile(Map<String, String> values, SecretSetting setting) {
        String file = values.remove(setting.fileName());
        if (file == null) {
            return;
        }
        if (values.containsKey(setting.name())) {
            throw new ConfigException(
                    setting.name() + " and " + setting.fileName() + " are both set; only one of them is allowed");
        }
        try {
            values.put(setting.name(), Files.readString(Path.of(file)).replaceFirst("\\r?\\n\\z", ""));
        } catch (IOException | InvalidPathException e) {
            // The message does not show the value: it may be the secret itself, set under the wrong name.
            throw new ConfigException(setting.fileName() + " must name a readable text file, but cannot be read");
        }
    }

    private static Set<String> knownNames() {
        Set<String> names = new TreeSet<>();
        for (Setting setting : ServiceConfig.SETTINGS) {
            names.add(setting.name());
            if (setting instanceof SecretSetting secret) {
                names.add(secret.fileName());
            }
        }
        return names;
    }
}
