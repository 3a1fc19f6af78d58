package org.downloadtoken.ratelimit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses as they stand in headers and settings. Names are never resolved: a client may write any. */
final class IpAddress {
    private static final Pattern WITH_BRACKETS_OR_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private IpAddress() {}

    /** A plain address; of IPv6 without brackets and zone. An IPv4-mapped IPv6 address is its IPv4 address. */
    static Optional<InetAddress> plain(String text) {
        if (!PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
                .map(IpAddress::of);
    }

    /** A plain address, or one with a port or in brackets, as proxies write them. */
    static Optional<InetAddress> forwarded(String text) {
        Matcher dressed = WITH_BRACKETS_OR_PORT.matcher(text);
        if (!dressed.matches()) {
            return plain(text);
        }
        return dressed.group(2) == null
                ? plain(dressed.group(1)).filter(address -> dressed.group(1).contains(":"))
                : plain(dressed.group(2));
    }

    /** The address of a socket, which the JDK writes with the zone of a link. */
    static Optional<InetAddress> socket(String text) {
        return plain(text.replaceFirst("%.*", ""));
    }

    /** The address of 4 or 16 bytes; JDK's factory makes an IPv4 address of a mapped one. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("neither 4 nor 16 bytes", e);
        }
    }
}
