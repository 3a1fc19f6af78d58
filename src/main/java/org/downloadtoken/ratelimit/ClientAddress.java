package org.downloadtoken.ratelimit;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells the address of a client. What stands in X-Forwarded-For is a claim of whoever wrote it, so it is read from its end,
 * and only as far as proxies that are trusted have written it.
 *
 * @param trustedProxies those whose word is taken
 */
public record ClientAddress(List<AddressBlock> trustedProxies) {
    private static final int MAX_HOPS = 32;
    private static final InetAddress UNKNOWN = IpAddress.of(new byte[4]);

    public ClientAddress {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * The last address on the way back from the peer that is known to be true. Whatever is no address ends the way, since a
     * client that made it up must not be taken for another one.
     *
     * @param peer the address at the other end of the connection; what is none is one and the same client
     * @param forwardedFor the lines of X-Forwarded-For, in their order
     */
    public InetAddress of(String peer, List<String> forwardedFor) {
        return IpAddress.socket(peer)
                .map(address -> behind(address, forwardedFor))
                .orElse(UNKNOWN);
    }

    private InetAddress behind(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = peer;
        int hops = 0;
        for (int line = forwardedFor.size() - 1; line >= 0; line--) {
            String entries = forwardedFor.get(line);
            int end = entries.length();
            while (end >= 0) {
                if (!isTrusted(client) || ++hops > MAX_HOPS) {
                    return client;
                }
                int comma = entries.lastIndexOf(',', end - 1);
                Optional<InetAddress> before =
                        IpAddress.forwarded(entries.substring(comma + 1, end).strip());
                if (before.isEmpty()) {
                    return client;
                }
                client = before.get();
                end = comma;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        for (AddressBlock proxy : trustedProxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
