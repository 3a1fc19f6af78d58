package org.downloadtoken.config;

import io.netty.util.NetUtil;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.config.setting.TextSetting;

/** Parses the host of a server: a name or an IP address, without a port, and never a URL. */
final class HostName {
    /** Names of containers may have an underscore. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_.])?");

    private static final Pattern SOCKET_PATH = Pattern.compile("/[A-Za-z0-9._/-]+");

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)]");

    private HostName() {}

    /** The host, without the brackets around an IPv6 address. */
    static Optional<String> parse(String text) {
        Matcher matcher = BRACKETED.matcher(text);
        boolean bracketed = matcher.matches();
        String host = bracketed ? matcher.group(1) : text;
        return NetUtil.isValidIpV6Address(host)
                        || (!bracketed && NAME.matcher(host).matches())
                ? Optional.of(host)
                : Optional.empty();
    }

    /** The host of a Postgres server, which may also be the path of a Unix domain socket. */
    static Optional<String> parseOrSocketPath(String text) {
        return SOCKET_PATH.matcher(text).matches() ? Optional.of(text) : parse(text);
    }

    /** A setting of the address at which a server listens. */
    static TextSetting ofServer(String name, String portSetting, String description) {
        return new TextSetting(
                name,
                "0.0.0.0",
                text -> parse(text).isPresent(),
                "a host name or an IP address, not a URL; the port belongs in " + portSetting,
                description);
    }
}
