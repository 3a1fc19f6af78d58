package org.downloadtoken.config.source;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.downloadtoken.config.environment.SimilarName;
import org.downloadtoken.config.setting.ConfigException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the conf file, a flat mapping in YAML from the name of a setting to its text. */
final class ConfFile {
    private ConfFile() {}

    /**
     * The text of each setting in a file, by its name.
     *
     * @throws ConfigException if the file cannot be read, or has an entry of another name
     */
    static Map<String, String> read(Path file, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        scalars(file).forEach((name, value) -> {
            if (!known.contains(name)) {
                // A text that does not look like a name may be a secret in the wrong place.
                boolean isName = name.matches(EnvironmentReview.NAME);
                throw new ConfigException("conf file " + file + ": unknown setting "
                        + (isName ? "'" + name + "'" : "(not a name)")
                        + SimilarName.of(isName ? name : "", known)
                                .map(suggestion -> "; did you mean " + suggestion + "?")
                                .orElseGet(() -> "; allowed are " + String.join(", ", known)));
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
            Object document = plainYaml().load(TextFile.read(file.toString(), "conf file " + file + ":"));
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
        } catch (YAMLException e) {
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
}
