package org.downloadtoken.ratelimit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses IP addresses of headers and settings, and formats them. Host names are never resolved, since a client can send any name. */
public final class IpAddress {
    private static final Pattern WITH_BRACKETS_OR_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private IpAddress() {}

    /** Parses an address without brackets, port and zone. An IPv4-mapped IPv6 address becomes the IPv4 address. */
    static Optional<InetAddress> plain(String text) {
        if (!PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
                .map(IpAddress::of);
    }

    /** Parses an entry of X-Forwarded-For: an address, optionally with a port or in brackets. */
    static Optional<InetAddress> forwarded(String text) {
        Matcher matcher = WITH_BRACKETS_OR_PORT.matcher(text);
        if (!matcher.matches()) {
            return plain(text);
        }
        return matcher.group(2) == null
                ? plain(matcher.group(1)).filter(address -> matcher.group(1).contains(":"))
                : plain(matcher.group(2));
    }

    /** Parses the address of a socket. The JDK appends the zone of a link-local address, which is removed. */
    static Optional<InetAddress> socket(String text) {
        return plain(text.replaceFirst("%.*", ""));
    }

    /** The text of an address, for IPv6 in the form of RFC 5952, such as 2001:db8::1. */
    public static String text(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    /** The address of 4 or 16 bytes. The JDK converts an IPv4-mapped IPv6 address to IPv4. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("neither 4 nor 16 bytes", e);
        }
    }
}
