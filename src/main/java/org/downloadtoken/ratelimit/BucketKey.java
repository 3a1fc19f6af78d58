package org.downloadtoken.ratelimit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.UUID;

/** Who pays for a request. */
public sealed interface BucketKey {
    record User(UUID userId) implements BucketKey {}

    /** An API key that the catalog knows, by its hash. */
    record ApiKey(String keyHash) implements BucketKey {
        @Override
        public String toString() {
            return "ApiKey[]";
        }
    }

    /** The clients at an address: of IPv6 those of its /64, of which a single client has every address. */
    record Address(AddressBlock block) implements BucketKey {
        public static Address of(InetAddress address) {
            return new Address(new AddressBlock(address, address instanceof Inet4Address ? 32 : 64));
        }
    }
}
