package org.downloadtoken.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    private static final FileVersion VERSION = new FileVersion("\"a\"", Instant.parse("2026-11-25T10:00:00.9Z"));
    private static final String SAME = "Wed, 25 Nov 2026 10:00:00 GMT";
    private static final String EARLIER = "Wed, 25 Nov 2026 09:59:59 GMT";
    private static final Instant LATER = Instant.parse("2026-11-25T11:00:00Z");

    @Test
    void absentFieldsAreTrue() {
        Conditions none = conditions(MultiMap.caseInsensitiveMultiMap());

        assertTrue(none.preconditionHolds() && none.isModified() && none.rangeApplies());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "If-Match | \"a\" | true",
                "If-Match | W/\"a\" | false",
                "If-Match | \"b\" | false",
                "If-Match | * | true",
                "If-Unmodified-Since | " + SAME + " | true",
                "If-Unmodified-Since | " + EARLIER + " | false",
                "If-Unmodified-Since | yesterday | true"
            })
    void ifMatchComparesStrongly(String field, String value, boolean expected) {
        assertEquals(expected, conditions(field, value).preconditionHolds());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "If-None-Match | \"a\" | false",
                "If-None-Match | W/\"a\" | false",
                "If-None-Match | \"b\" | true",
                "If-None-Match | * | false",
                "If-Modified-Since | " + SAME + " | false",
                "If-Modified-Since | " + EARLIER + " | true",
                "If-Modified-Since | yesterday | true"
            })
    void ifNoneMatchComparesWeakly(String field, String value, boolean expected) {
        assertEquals(expected, conditions(field, value).isModified());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"a\" | true",
                "W/\"a\" | false",
                "\"b\" | false",
                "* | false",
                SAME + " | true",
                EARLIER + " | false",
                "yesterday | false"
            })
    void ifRangeNeedsAStrongTagOrTheExactDate(String value, boolean expected) {
        assertEquals(expected, conditions("If-Range", value).rangeApplies());
    }

    @Test
    void aDateIsWeakWithinItsOwnSecond() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("If-Range", SAME);

        assertEquals(
                false, new Conditions(headers, VERSION, VERSION.lastModified().plusMillis(999)).rangeApplies());
    }

    @Test
    void anEntityTagTakesPrecedenceOverADate() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("If-Match", "\"a\"")
                .add("If-Unmodified-Since", EARLIER)
                .add("If-None-Match", "\"b\"")
                .add("If-Modified-Since", SAME);

        assertTrue(
                conditions(headers).preconditionHolds() && conditions(headers).isModified());
    }

    @Test
    void twoIfRangeFieldsAreFalse() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("If-Range", "\"a\"").add("If-Range", "\"a\"");

        assertEquals(false, conditions(headers).rangeApplies());
    }

    private static Conditions conditions(String field, String value) {
        return conditions(MultiMap.caseInsensitiveMultiMap().add(field, value));
    }

    private static Conditions conditions(MultiMap headers) {
        return new Conditions(headers, VERSION, LATER);
    }
}
