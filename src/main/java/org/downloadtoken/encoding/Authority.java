package org.downloadtoken.encoding;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user information, host and port of a URL, as text. It bounds what the library parses, and rejects what the library accepts,
 * but the URL Standard does not.
 */
record Authority(String text) {
    /** The time of the library grows with the square of the length, and event loops parse the URLs of remote files. */
    private static final int MAX_LENGTH = 300;

    /** RFC 1035, section 2.3.4. */
    private static final int MAX_LABEL = 63;

    private static final Pattern LABEL_END = Pattern.compile("[.@:]");
    private static final Pattern PUNYCODE = Pattern.compile("(?:^|[.@])(xn--[^.@:]*)");
    private static final Pattern FORBIDDEN = Pattern.compile("[<>^|]");

    /** The library accepts a plus sign in a port, decodes escapes in brackets, and turns a mapped address into one of IPv4. */
    private static final Pattern LIBERTY = Pattern.compile(":\\+[0-9]*$|\\[[^]]*%");

    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");
    private static final Pattern SHORT_IPV4 =
            Pattern.compile("(?:\\d+|0x[0-9a-f]+)(?:\\.(?:\\d+|0x[0-9a-f]+)){0,2}\\.?");

    /** The authority of a URL; empty if it is too long. The URL Standard treats a backslash as a slash. */
    static Optional<Authority> in(String url) {
        int start = url.indexOf(':') + 1;
        while (start < url.length() && isSlash(url.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < url.length() && !isSlash(url.charAt(end)) && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        if (end - start > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = url.substring(start, end);
        return LABEL_END.splitAsStream(text).allMatch(label -> label.length() <= MAX_LABEL)
                ? Optional.of(new Authority(text))
                : Optional.empty();
    }

    /** Whether the library has read the host as the URL Standard does. It decodes invalid Punycode to another host. */
    boolean isRead(String host) {
        return !FORBIDDEN.matcher(host).find()
                && !LIBERTY.matcher(text).find()
                && !(text.contains("[") && NetUtil.isValidIpV4Address(host))
                && (!ENDS_IN_NUMBER.matcher(host).matches()
                        || NetUtil.isValidIpV4Address(host)
                        || SHORT_IPV4.matcher(host).matches())
                && PUNYCODE.matcher(text.toLowerCase(Locale.ROOT))
                        .results()
                        .allMatch(label -> host.contains(label.group(1)));
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }
}
