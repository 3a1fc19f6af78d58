package org.downloadtoken.ratelimit;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses with a common prefix (RFC 4632).
 *
 * @param first the lowest address of the block
 * @param prefix the length of the prefix, in bits
 */
public record AddressBlock(InetAddress first, int prefix) {
    private static final Pattern CIDR = Pattern.compile("([^/]+)/([1-9]\\d{0,2})");

    public AddressBlock {
        first = first(first, prefix);
    }

    /** Parses an address, or a block in CIDR notation. A prefix of 0 bits is rejected, since it would contain every client. */
    public static Optional<AddressBlock> parse(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            return IpAddress.plain(text).map(address -> new AddressBlock(address, bits(address)));
        }
        int prefix = Integer.parseInt(cidr.group(2));
        return IpAddress.plain(cidr.group(1))
                .filter(address -> prefix <= bits(address))
                .map(address -> new AddressBlock(address, prefix));
    }

    boolean contains(InetAddress address) {
        return first(address, prefix).equals(first);
    }

    private static InetAddress first(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int prefixBits = Math.max(0, Math.min(8, prefix - 8 * i));
            bytes[i] &= (byte) (0xff << (8 - prefixBits));
        }
        return IpAddress.of(bytes);
    }

    private static int bits(InetAddress address) {
        return 8 * address.getAddress().length;
    }
}
