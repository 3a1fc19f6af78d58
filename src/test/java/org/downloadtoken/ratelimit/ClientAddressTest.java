package org.downloadtoken.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the table, a semicolon separates the lines of X-Forwarded-For. */
class ClientAddressTest {
    private static final ClientAddress CLIENTS =
            new ClientAddress(List.of(block("10.0.0.0/8"), block("192.0.2.1"), block("2001:db8:a::/48"), block("::1")));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no header                    | 10.0.0.1        |                                   | 10.0.0.1",
                "no header from a stranger    | 203.0.113.7     |                                   | 203.0.113.7",
                "a stranger claims another    | 203.0.113.7     | 198.51.100.9                      | 203.0.113.7",
                "a stranger near a proxy      | 192.0.2.2       | 198.51.100.9                      | 192.0.2.2",
                "what the proxy has seen      | 10.0.0.1        | 203.0.113.7                       | 203.0.113.7",
                "a proxy named alone          | 192.0.2.1       | 203.0.113.7                       | 203.0.113.7",
                "a spoofed entry              | 10.0.0.1        | 198.51.100.9,203.0.113.7          | 203.0.113.7",
                "a spoofed proxy              | 10.0.0.1        | 10.9.9.9,203.0.113.7              | 203.0.113.7",
                "a spoofed line               | 10.0.0.1        | 198.51.100.9;203.0.113.7          | 203.0.113.7",
                "two proxies                  | 10.0.0.1        | 203.0.113.7, 10.0.0.2             | 203.0.113.7",
                "two proxies with a line each | 10.0.0.1        | 198.51.100.9,203.0.113.7;10.0.0.2 | 203.0.113.7",
                "all trusted                  | 10.0.0.1        | 10.0.0.3,10.0.0.2                 | 10.0.0.3",
                "garbage alone                | 10.0.0.1        | unknown                           | 10.0.0.1",
                "garbage before a client      | 10.0.0.1        | x,203.0.113.7                     | 203.0.113.7",
                "garbage before a proxy       | 10.0.0.1        | 203.0.113.7,x,10.0.0.2            | 10.0.0.2",
                "garbage at the end           | 10.0.0.1        | 203.0.113.7,x                     | 10.0.0.1",
                "an empty entry at the end    | 10.0.0.1        | 203.0.113.7,                      | 10.0.0.1",
                "an empty line at the end     | 10.0.0.1        | 203.0.113.7;                      | 10.0.0.1",
                "a name                       | 10.0.0.1        | localhost                         | 10.0.0.1",
                "a number                     | 10.0.0.1        | 2130706433                        | 10.0.0.1",
                "a short address              | 10.0.0.1        | 127.1                             | 10.0.0.1",
                "a block                      | 10.0.0.1        | 203.0.113.0/24                    | 10.0.0.1",
                "a port                       | 10.0.0.1        | 203.0.113.7:567                   | 203.0.113.7",
                "a port that is none          | 10.0.0.1        | 203.0.113.7:x                     | 10.0.0.1",
                "brackets and a port          | 10.0.0.1        | [2001:db8::7]:9                   | 2001:db8::7",
                "brackets                     | 10.0.0.1        | [2001:db8::7]                     | 2001:db8::7",
                "brackets that stay open      | 10.0.0.1        | [2001:db8::7                      | 10.0.0.1",
                "brackets around IPv4         | 10.0.0.1        | [203.0.113.7]                     | 10.0.0.1",
                "a zone                       | 10.0.0.1        | fe80::1%eth0                      | 10.0.0.1",
                "a proxy of IPv6              | 2001:db8:a::1   | 203.0.113.7                       | 203.0.113.7",
                "a stranger of IPv6           | 2001:db8:b::1   | 203.0.113.7                       | 2001:db8:b::1",
                "a socket with a zone         | ::1%lo          | 203.0.113.7                       | 203.0.113.7",
                "a mapped proxy               | ::ffff:10.0.0.1 | 203.0.113.7                       | 203.0.113.7",
                "a mapped proxy on the way    | 10.0.0.1        | 203.0.113.7,::ffff:a00:2          | 203.0.113.7",
                "a mapped client              | 10.0.0.1        | ::ffff:203.0.113.7                | 203.0.113.7",
                "a mapped client in hex       | 10.0.0.1        | ::FFFF:cb00:7107                  | 203.0.113.7",
                "a connection that is gone    | ''              | 203.0.113.7                       | 0.0.0.0"
            })
    void clientIsFoundBehindTrustedProxies(String name, String peer, @Nullable String forwardedFor, String client) {
        List<String> lines = forwardedFor == null ? List.of() : Arrays.asList(forwardedFor.split(";", -1));

        assertEquals(address(client), CLIENTS.of(peer, lines), name);
    }

    @Test
    void numberOfProxiesIsBounded() {
        String proxies = String.join(",", Collections.nCopies(31, "10.0.0.2"));

        assertEquals(address("203.0.113.7"), CLIENTS.of("10.0.0.1", List.of("203.0.113.7," + proxies)));
        assertEquals(address("10.0.0.2"), CLIENTS.of("10.0.0.1", List.of("203.0.113.7,10.0.0.2," + proxies)));
    }

    @Test
    void clientsOfOneIPv6NetworkShareABucket() {
        assertEquals(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertNotEquals(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    }

    @Test
    void clientsOfOneIPv4NetworkDoNotShareABucket() {
        assertNotEquals(key("203.0.113.7"), key("203.0.113.8"));
        assertEquals(key("203.0.113.7"), key("::ffff:203.0.113.7"));
    }

    @Test
    void prefixOfABlockMayEndWithinAByte() {
        assertTrue(block("172.16.0.0/12").contains(address("172.31.255.255")));
        assertFalse(block("172.16.0.0/12").contains(address("172.32.0.0")));
        assertFalse(block("::/1").contains(address("10.0.0.1")));
    }

    private static AddressBlock block(String text) {
        return AddressBlock.parse(text).orElseThrow();
    }

    private static BucketKey key(String address) {
        return BucketKey.Address.of(address(address));
    }

    private static InetAddress address(String text) {
        return IpAddress.plain(text).orElseThrow();
    }
}
