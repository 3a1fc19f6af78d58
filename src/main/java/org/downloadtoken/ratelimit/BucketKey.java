package org.downloadtoken.ratelimit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.UUID;

/** Identifies the bucket from which a request takes a permit. */
public sealed interface BucketKey {
    record User(UUID userId) implements BucketKey {}

    /**
     * An API key that the catalog knows.
     *
     * @param keyHash SHA-256 of the key, in lower-case hex
     */
    record ApiKey(String keyHash) implements BucketKey {
        @Override
        public String toString() {
            return "ApiKey[]";
        }
    }

    /** The clients of one IPv4 address or of one IPv6 /64 block: a single client can use every address of a /64 block. */
    record Address(AddressBlock block) implements BucketKey {
        public static Address of(InetAddress address) {
            return new Address(new AddressBlock(address, address instanceof Inet4Address ? 32 : 64));
        }
    }
}
