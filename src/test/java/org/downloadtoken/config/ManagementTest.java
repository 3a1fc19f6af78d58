package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
    @Test
    void defaults() {
        assertEquals(new Management("0.0.0.0", 9090), Management.from(Map.of()));
    }

    @Test
    void hostIsANameOrAnAddress() {
        assertEquals(
                "127.0.0.1",
                Management.from(Map.of("MANAGEMENT_HOST", "127.0.0.1")).host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://0.0.0.0", "0.0.0.0:9090", ""})
    void otherHostIsRejected(String host) {
        assertRejected(
                Management::from,
                Management.HOST,
                host,
                "a host name or an IP address, not a URL; the port belongs in MANAGEMENT_PORT");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_535})
    void portIsInItsRange(int port) {
        assertEquals(
                port,
                Management.from(Map.of("MANAGEMENT_PORT", String.valueOf(port))).port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536"})
    void portOutOfRangeIsRejected(String port) {
        assertRejected(Management::from, Management.PORT, port, "a whole number from 0 to 65535");
    }
}
