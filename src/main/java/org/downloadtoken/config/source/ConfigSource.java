package org.downloadtoken.config.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.environment.ServiceLink;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.SecretSetting;
import org.downloadtoken.config.setting.Setting;

/**
 * Loads the settings as text. A variable of the environment overrides the conf file. The conf file is {@code CONF_FILE}, or
 * {@code conf/service.yaml} if that exists. An empty variable counts as not set.
 */
public final class ConfigSource {
    private static final String CONF_FILE = "CONF_FILE";

    /** The JDK decodes bytes that are not UTF-8 to this character, so that different secrets would become equal. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final Path DEFAULT_CONF_FILE = Path.of("conf", "service.yaml");

    private ConfigSource() {}

    /**
     * Returns the text of each setting that is set, by its name. Reads the files of secrets.
     *
     * @throws ConfigException if a file cannot be read, a name is unknown or obsolete, or a secret is given twice
     */
    public static Map<String, String> load(Map<String, String> environment) {
        Map<String, String> values = confFile(environment)
                .map(file -> ConfFile.read(file, knownNames()))
                .orElseGet(HashMap::new);
        for (Setting setting : ServiceConfig.SETTINGS) {
            if (!ServiceLink.replaces(setting.name(), environment)) {
                put(
                        values,
                        setting.name(),
                        environment.getOrDefault(setting.name(), ""),
                        setting instanceof SecretSetting);
            }
            if (setting instanceof SecretSetting secret) {
                put(values, secret.fileName(), environment.getOrDefault(secret.fileName(), ""), false);
                readSecretFile(values, secret);
            }
        }
        return values;
    }

    /** Strips white space, such as the CR of a file of variables with Windows line ends. Secrets are not stripped. */
    private static void put(Map<String, String> values, String name, String value, boolean secret) {
        String text = secret ? value : value.strip();
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new ConfigException(name + " must be text in UTF-8, but has other bytes");
        }
        if (!text.isEmpty()) {
            values.put(name, text);
        }
    }

    /** The names of all variables that the service reads. */
    static Set<String> variables() {
        Set<String> names = knownNames();
        names.add(CONF_FILE);
        return names;
    }

    private static Optional<Path> confFile(Map<String, String> environment) {
        String named = environment.getOrDefault(CONF_FILE, "").strip();
        if (!named.isEmpty()) {
            try {
                return Optional.of(Path.of(named));
            } catch (InvalidPathException e) {
                throw new ConfigException(
                        CONF_FILE + " must name a file, but is not a path; in a locale other than UTF-8,"
                                + " set LC_ALL=C.UTF-8");
            }
        }
        return Files.exists(DEFAULT_CONF_FILE) ? Optional.of(DEFAULT_CONF_FILE) : Optional.empty();
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
        String secret = TextFile.read(file, setting.fileName()).replaceFirst("\\r?\\n\\z", "");
        if (secret.isEmpty()) {
            throw new ConfigException(setting.fileName() + " must name a file with the secret, but the file is empty");
        }
        values.put(setting.name(), secret);
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
