package org.downloadtoken.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {
    @Test
    void segmentsOfAPlainPathAreRead() {
        assertEquals(
                Optional.of(new PlainPath(List.of("a", "B.0", "...", ".x", "..x", "_~@+=,-"))),
                PlainPath.parse("/a/B.0/.../.x/..x/_~@+=,-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/",
                "//",
                "/a/",
                "//a",
                "/a//b",
                "/.",
                "/..",
                "/./a",
                "/a/.",
                "/a/..",
                "/a/../b",
                "/a/./b",
                "/a%2Fb",
                "/a%",
                "/a;b",
                "/a\\b",
                "/a b",
                "/a\n",
                "/a\u0000",
                "/a\u00e9",
                "/a?b",
                "/a#b",
                "/a:b",
                "/a*",
                "/a|b",
                "/{a}"
            })
    void anyOtherPathIsRefused(String path) {
        assertEquals(Optional.empty(), PlainPath.parse(path));
    }
}
