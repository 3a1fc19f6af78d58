package org.downloadtoken.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.RatePolicy;
import org.junit.jupiter.api.Test;

class BucketNameTest {
    private static final RatePolicy POLICY = new RatePolicy("mint", 60);

    @Test
    void eachKindOfKeyHasItsOwnNames() throws UnknownHostException {
        assertEquals(
                "mint/60/user/00000000-0000-0001-0000-000000000002",
                BucketName.of(POLICY, new BucketKey.User(new UUID(1, 2))));
        assertEquals("mint/60/key/0a1b", BucketName.of(POLICY, new BucketKey.ApiKey("0a1b")));
        assertEquals("mint/60/address/203.0.113.7", BucketName.of(POLICY, address("203.0.113.7")));
        assertEquals("mint/60/address/2001:db8::", BucketName.of(POLICY, address("2001:db8::7")));
    }

    @Test
    void anotherLimitHasOtherBuckets() {
        BucketKey user = new BucketKey.User(new UUID(1, 2));

        assertNotEquals(BucketName.of(POLICY, user), BucketName.of(new RatePolicy("mint", 600), user));
    }

    private static BucketKey address(String address) throws UnknownHostException {
        return BucketKey.Address.of(InetAddress.getByName(address));
    }
}
