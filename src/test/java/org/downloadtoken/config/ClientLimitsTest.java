package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.downloadtoken.ratelimit.AddressBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLimitsTest {
    @Test
    void defaults() {
        assertEquals(new ClientLimits(0, ClientLimits.Scope.INSTANCE, 600, 50, List.of()), ClientLimits.from(Map.of()));
    }

    @Test
    void highestLimit() {
        assertEquals(
                1_000_000,
                ClientLimits.from(Map.of("RATE_LIMIT_PER_MINUTE", "1000000")).mintsPerMinute());
    }

    @Test
    void scopeIsAnInstanceOrTheCluster() {
        assertEquals(
                ClientLimits.Scope.CLUSTER,
                ClientLimits.from(Map.of("RATE_LIMIT_SCOPE", "cluster")).scope());
        assertRejected(ClientLimits::from, ClientLimits.SCOPE, "all", "one of instance, cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001"})
    void limitOutOfRangeIsRejected(String limit) {
        assertRejected(ClientLimits::from, ClientLimits.MINTS_PER_MINUTE, limit, "a whole number from 0 to 1000000");
    }

    @Test
    void proxiesAreAddressesAndBlocks() {
        assertEquals(
                List.of(
                        AddressBlock.parse("10.0.0.0/8").orElseThrow(),
                        AddressBlock.parse("::1").orElseThrow()),
                ClientLimits.from(Map.of("TRUSTED_PROXIES", "10.0.0.0/8, ::1")).trustedProxies());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com",
                "localhost",
                "10.0.0.0/8,10.0.0.0/33",
                "::1/129",
                "0.0.0.0/0",
                "10.0.0.1:80",
                "fe80::1%eth0"
            })
    void otherProxyIsRejected(String proxies) {
        assertRejected(
                ClientLimits::from,
                ClientLimits.TRUSTED_PROXIES,
                proxies,
                "a comma-separated list of IP addresses and blocks such as 10.0.0.0/8, not of names");
    }
}
