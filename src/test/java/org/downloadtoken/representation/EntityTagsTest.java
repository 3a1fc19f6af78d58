package org.downloadtoken.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {
    private static final String FIELD = "If-None-Match";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"a\"          | true  | true",
                "W/\"a\"        | false | true",
                "\"b\", \"a\"   | true  | true",
                "\"b\",W/\"a\"  | false | true",
                "*              | true  | true",
                "' * '          | true  | true",
                "\"b\"          | false | false",
                "a              | false | false",
                "\"xa\"         | false | false",
                "\"a\", *       | true  | true",
                "\"A\"          | false | false",
                "\"*\"          | false | false",
                "''             | false | false",
                "w/\"b\"        | false | false"
            })
    void tagsMatchByStrongOrWeakComparison(String value, boolean strong, boolean weak) {
        EntityTags tags = EntityTags.in(MultiMap.caseInsensitiveMultiMap().add(FIELD, value), FIELD);

        assertEquals(strong, tags.matchStrong("\"a\""));
        assertEquals(weak, tags.matchWeak("\"a\""));
    }

    @Test
    void allFieldsOfTheNameCount() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add(FIELD, "\"b\"").add(FIELD, "\"a\"");

        assertTrue(EntityTags.in(headers, FIELD).matchStrong("\"a\""));
        assertFalse(EntityTags.in(headers, "If-Match").matchStrong("\"a\""));
    }

    @Test
    void aCommaWithinATagDoesNotSplitIt() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(FIELD, "\"x,\"");

        assertTrue(EntityTags.in(headers, FIELD).matchStrong("\"x,\""));
        assertFalse(EntityTags.in(headers, FIELD).matchStrong("\"x\""));
    }
}
