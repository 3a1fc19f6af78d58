package org.downloadtoken.cluster;

import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.IpAddress;
import org.downloadtoken.ratelimit.RatePolicy;

/**
 * The names of the buckets in Hazelcast. They are strings, because Hazelcast reads no classes of this service. A bucket keeps its
 * limit, so the name contains the limit: a new value of the setting has new buckets.
 */
final class BucketName {
    private BucketName() {}

    static String of(RatePolicy policy, BucketKey key) {
        return policy.name() + "/" + policy.perMinute() + "/" + text(key);
    }

    private static String text(BucketKey key) {
        if (key instanceof BucketKey.User user) {
            return "user/" + user.userId();
        }
        if (key instanceof BucketKey.ApiKey apiKey) {
            return "key/" + apiKey.keyHash();
        }
        BucketKey.Address address = (BucketKey.Address) key;
        return "address/" + IpAddress.text(address.block().first());
    }
}
