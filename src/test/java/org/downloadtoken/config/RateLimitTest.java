package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.downloadtoken.ratelimit.AddressBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    @Test
    void defaults() {
        assertEquals(new RateLimit(0, List.of()), RateLimit.from(Map.of()));
    }

    @Test
    void zeroIsOff() {
        assertFalse(RateLimit.from(Map.of("RATE_LIMIT_PER_MINUTE", "0")).isOn());
        assertTrue(RateLimit.from(Map.of("RATE_LIMIT_PER_MINUTE", "1")).isOn());
    }

    @Test
    void highestLimit() {
        assertEquals(
                1_000_000,
                RateLimit.from(Map.of("RATE_LIMIT_PER_MINUTE", "1000000")).perMinute());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001"})
    void limitOutOfRangeIsRejected(String limit) {
        assertRejected(RateLimit::from, RateLimit.PER_MINUTE, limit, "a whole number from 0 to 1000000");
    }

    @Test
    void proxiesAreAddressesAndBlocks() {
        assertEquals(
                List.of(
                        AddressBlock.parse("10.0.0.0/8").orElseThrow(),
                        AddressBlock.parse("::1").orElseThrow()),
                RateLimit.from(Map.of("TRUSTED_PROXIES", "10.0.0.0/8, ::1")).trustedProxies());
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
                RateLimit::from,
                RateLimit.TRUSTED_PROXIES,
                proxies,
                "a comma-separated list of IP addresses and blocks such as 10.0.0.0/8, not of names");
    }
}
