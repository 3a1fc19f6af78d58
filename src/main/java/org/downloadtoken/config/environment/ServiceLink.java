package org.downloadtoken.config.environment;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables that Kubernetes and Docker add to the environment of a container for each service beside it. A service that is
 * named "postgres" sets {@code POSTGRES_PORT=tcp://10.96.14.7:5432}, which is not the setting of that name.
 */
public final class ServiceLink {
    private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://[^/@\\s]+:\\d{1,5}");
    private static final Pattern NAME =
            Pattern.compile(".+_SERVICE_(HOST|PORT)(_.+)?|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    private ServiceLink() {}

    /** Whether the variable of this setting holds a service link. */
    public static boolean replaces(String setting, Map<String, String> environment) {
        return setting.endsWith("_PORT")
                && isUrl(environment.getOrDefault(setting, "").strip());
    }

    /** Whether a variable that is no setting belongs to a service link. */
    public static boolean isVariable(String name, String value) {
        return NAME.matcher(name).matches() || isUrl(value);
    }

    private static boolean isUrl(String value) {
        return URL.matcher(value).matches();
    }
}
