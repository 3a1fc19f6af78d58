package org.downloadtoken.ratelimit;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds the address of a client. Without a check, a client could send any address in X-Forwarded-For. The header is
 * therefore read from its end, and only the entries that a trusted proxy has appended are used.
 *
 * @param trustedProxies the addresses of these proxies
 */
public record ClientAddress(List<AddressBlock> trustedProxies) {
    private static final int MAX_HOPS = 32;
    private static final InetAddress UNKNOWN = IpAddress.of(new byte[4]);

    public ClientAddress {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * The first address before the trusted proxies, read from the peer backwards. An entry that is not an address ends the
     * search: the result is then the address of the proxy that appended it.
     *
     * @param peer the address at the other end of the connection; all peers with an invalid address count as one client
     * @param forwardedFor the lines of X-Forwarded-For, in their order
     */
    public InetAddress of(String peer, List<String> forwardedFor) {
        return IpAddress.socket(peer)
                .map(address -> clientOf(address, forwardedFor))
                .orElse(UNKNOWN);
    }

    private InetAddress clientOf(InetAddress peer, List<String> forwardedFor) {
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
                Optional<InetAddress> previous =
                        IpAddress.forwarded(entries.substring(comma + 1, end).strip());
                if (previous.isEmpty()) {
                    return client;
                }
                client = previous.get();
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
