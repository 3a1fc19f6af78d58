package org.downloadtoken.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected URLs are those that {@code new URL(input).href} of Node.js gives, unless a row says otherwise. */
class WebUrlTest {
    static Stream<Arguments> parsed() {
        return Stream.of(
                arguments("https://my_bucket.example.com/a.tif", "https://my_bucket.example.com/a.tif"),
                arguments("https://bücher.example/ä.tif", "https://xn--bcher-kva.example/%C3%A4.tif"),
                arguments("https://faß.de/x", "https://xn--fa-hia.de/x"),
                arguments("https://例え.テスト/地図.tif", "https://xn--r8jz45g.xn--zckzah/%E5%9C%B0%E5%9B%B3.tif"),
                arguments("https://☃.net/", "https://xn--n3h.net/"),
                arguments("https://１２７.0.0.1/", "https://127.0.0.1/"),
                arguments("https://example.com/a b.tif", "https://example.com/a%20b.tif"),
                arguments("https://example.com/a[1].tif", "https://example.com/a[1].tif"),
                arguments("https://example.com/100%.tif", "https://example.com/100%.tif"),
                arguments("https://example.com/100%25.tif", "https://example.com/100%25.tif"),
                arguments("https://example.com/%zz/a.tif", "https://example.com/%zz/a.tif"),
                arguments("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
                arguments("https://example.com/cafe\u0301.tif", "https://example.com/cafe%CC%81.tif"),
                arguments("https://example.com/café.tif", "https://example.com/caf%C3%A9.tif"),
                arguments("https://example.com/{a}`b\"<c>", "https://example.com/%7Ba%7D%60b%22%3Cc%3E"),
                arguments("https://example.com/a;b=c,d@e:f!$&'()*+", "https://example.com/a;b=c,d@e:f!$&'()*+"),
                arguments("https://example.com//a//b", "https://example.com//a//b"),
                arguments("https://example.com/a/../b/./c", "https://example.com/b/c"),
                arguments("https://example.com/%2e%2e/b", "https://example.com/b"),
                arguments("http:\\\\example.com\\a\\b", "http://example.com/a/b"),
                arguments("https:example.com/a", "https://example.com/a"),
                arguments("  https://example.com/a  ", "https://example.com/a"),
                arguments("https://exam\tple.com/a\nb\r", "https://example.com/ab"),
                arguments("https://XN--bcher-kva.example/", "https://xn--bcher-kva.example/"),
                arguments("HTTPS://EXAMPLE.com:443/A", "https://example.com/A"),
                arguments("https://example.com", "https://example.com/"),
                arguments("https://example.com?x=1", "https://example.com/?x=1"),
                arguments(
                        "https://example.com/?x=a b|c[0]^{}'\"<>%",
                        "https://example.com/?x=a%20b|c[0]^{}%27%22%3C%3E%"),
                arguments("https://[2001:DB8:0:0::1]/", "https://[2001:db8::1]/"),
                arguments("https://@example.com/a", "https://example.com/a"),
                // Node.js keeps these. The standard now encodes ^, and clients other than browsers need both encoded.
                arguments("https://example.com/a|b.tif", "https://example.com/a%7Cb.tif"),
                arguments("https://example.com/a^b.tif", "https://example.com/a%5Eb.tif"),
                // A fragment is never sent, so it is not part of a redirect.
                arguments("https://example.com/a#frag ment", "https://example.com/a"));
    }

    @ParameterizedTest
    @MethodSource
    void parsed(String text, String url) {
        assertEquals(Optional.of(url), WebUrl.parse(text).map(WebUrl::toString));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://example.com/g\feo",
                "https://example.com/a\f",
                "https://\f@example.com/",
                "https://exa\u0000mple.com/",
                "https://example.com:+443/a",
                "https://example.com:+/a",
                "https://[::ffff:127.0.0.1]/a",
                "https://[::ffff:7f00:1]/a",
                "https://[%3a:1]/a",
                "example.com/a",
                "//example.com/a",
                "https://",
                "ftp://example.com/a",
                "s3://bucket/a",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://example.com:99999/a",
                "https://example.com:80a/a",
                "https://exa mple.com/a",
                "https://ex|ample.com/a",
                "https://ex^ample.com/a",
                "https://exa%00mple.com/a",
                "https://[::1%25eth0]/a",
                "https://256.1.1.1/",
                "https://1.2.3.4.5/",
                "https://foo.0x4/",
                "https://xn--zzzzz--/x",
                "https://www.xn--abc-.example/x"
            })
    void otherTextIsNotAUrl(String text) {
        assertEquals(Optional.empty(), WebUrl.parse(text));
    }

    static Stream<String> longAuthorities() {
        return Stream.of(
                "https://" + "a".repeat(64) + ".example/",
                "https://" + "地".repeat(4_000) + "/",
                "https://" + "地.".repeat(2_000) + "example/",
                "https://" + "@".repeat(4_000) + "example.com/",
                "https://" + "a:b@".repeat(1_000) + "example.com/",
                "https:\\\\" + "地".repeat(64));
    }

    /** The library needs seconds for the longest text that the catalog may hold. */
    @ParameterizedTest
    @MethodSource
    void longAuthorities(String text) {
        assertEquals(Optional.empty(), WebUrl.parse(text));
    }

    @Test
    void pathAndQueryMayBeLong() {
        String rest = "/" + "地".repeat(1_000) + "?a=" + "b@".repeat(1_000);

        assertTrue(WebUrl.parse("https://example.com" + rest).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://user:pass@example.com/", "https://user@example.com/", "https://:pass@example.com/"})
    void credentialsAreReportedAndNotShown(String text) {
        WebUrl url = WebUrl.parse(text).orElseThrow();

        assertTrue(url.hasCredentials());
        assertEquals("https://example.com/", url.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true",
        "https://example.com/, true",
        "https://example.com/a, false",
        "https://example.com/?, false",
        "https://example.com/#, false",
        "https://user@example.com/, false"
    })
    void originHasNothingButSchemeHostAndPort(String text, boolean isOrigin) {
        assertEquals(isOrigin, WebUrl.parse(text).orElseThrow().isOrigin());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1, true",
        "http://LOCALHOST, true",
        "http://127.0.0.1, true",
        "http://127.8.9.10, true",
        "http://[::1], true",
        "http://[0:0:0:0:0:0:0:1], true",
        "http://10.0.0.1, false",
        "http://localhost.example.com, false",
        "http://127.0.0.1.example.com, false"
    })
    void loopbackIsThisComputer(String text, boolean isLoopback) {
        assertEquals(isLoopback, WebUrl.parse(text).orElseThrow().isLoopback());
    }

    @Test
    void targetIsPathAndQuery() {
        WebUrl url = WebUrl.parse("https://[::1]:8443/certs?realm=geo#x").orElseThrow();

        assertEquals("/certs?realm=geo", url.target());
        assertEquals("[::1]", url.host());
        assertEquals(8443, url.port());
        assertFalse(url.toString().contains("#"));
    }
}
