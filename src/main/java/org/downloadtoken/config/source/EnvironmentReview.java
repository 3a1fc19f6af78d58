package org.downloadtoken.config.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.environment.ServiceLink;
import org.downloadtoken.config.environment.SimilarName;
import org.downloadtoken.config.setting.Setting;

/** Finds environment variables that look like settings, but that the service ignores. */
public final class EnvironmentReview {
    static final String NAME = "[A-Za-z][A-Za-z0-9_.-]{0,63}";

    private EnvironmentReview() {}

    /** One line for each such variable, without its value. */
    public static List<String> warnings(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        for (Setting setting : ServiceConfig.SETTINGS) {
            if (ServiceLink.replaces(setting.name(), environment)) {
                warnings.add("the environment variable " + setting.name()
                        + " is ignored: its value is a service link, which Kubernetes"
                        + " or Docker sets for a service of this name");
            }
        }
        Set<String> known = ConfigSource.variables();
        new TreeMap<>(environment).forEach((name, value) -> {
            String visible = name.replaceAll("[^A-Za-z0-9_.-]", "");
            if (!visible.equals(name) && known.contains(visible)) {
                warnings.add("an environment variable is ignored, since its name is " + visible
                        + " with an invisible or foreign character, such as a byte order mark");
            } else if (name.matches(NAME) && !known.contains(name) && !ServiceLink.isVariable(name, value)) {
                SimilarName.of(name, known)
                        .ifPresent(suggestion -> warnings.add("the environment variable " + name
                                + " is not a setting and is ignored; did you mean " + suggestion + "?"));
            }
        });
        return warnings;
    }
}
