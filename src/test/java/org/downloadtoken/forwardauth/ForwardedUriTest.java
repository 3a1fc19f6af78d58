package org.downloadtoken.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/p?q",
                "https://maps.example.com/p?q",
                "http://maps.example.com/p?q",
                "HTTPS://maps.example.com/p?q",
                "hTTp://MAPS.example.com/p?q",
                "https://maps.example.com:8443/p?q",
                "https://maps.example.com:65535/p?q",
                "https://maps.example.com./p?q",
                "https://localhost/p?q",
                "https://file_server-1:80/p?q",
                "https://192.0.2.7/p?q",
                "https://[2001:db8::1]/p?q",
                "https://[::ffff:192.0.2.7]:443/p?q"
            })
    void pathAndQueryOfAnHttpUriAreRead(String uri) {
        assertEquals(Optional.of("/p?q"), ForwardedUri.pathAndQuery(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p",
                "*",
                "?q",
                " /p",
                "/p#f",
                "https:/p",
                "https:p",
                "https:",
                "https://",
                "https:///p",
                "https://h",
                "https://h?q=/p",
                "https://h#/p",
                "https://h/p#f",
                "https://h/p?q#f",
                "https:\\\\h/p",
                "https://h\\p/p",
                "https://h\\/p",
                " https://h/p",
                "https ://h/p",
                "ftp://h/p",
                "file:///p",
                "ws://h/p",
                "httpss://h/p",
                "xhttps://h/p",
                "https://user@h/p",
                "https://user:secret@h/p",
                "https://@h/p",
                "https://:443/p",
                "https://h:/p",
                "https://h:x/p",
                "https://h:-1/p",
                "https://h:65536/p",
                "https://h:443:443/p",
                "https://h h/p",
                "https://h%2Fp/p",
                "https://h%00/p",
                "https://h;x/p",
                "https://h,i/p",
                "https://.h/p",
                "https://h..i/p",
                "https://./p",
                "https://\u00e9/p",
                "https://[::1/p",
                "https://::1]/p",
                "https://[]/p",
                "https://[1]/p",
                "https://[1::2::3]/p",
                "https://[::1]x/p",
                "https://[::1%25eth0]/p",
                "https://https://h/p"
            })
    void anyOtherUriIsRefused(String uri) {
        assertEquals(Optional.empty(), ForwardedUri.pathAndQuery(uri));
    }
}
