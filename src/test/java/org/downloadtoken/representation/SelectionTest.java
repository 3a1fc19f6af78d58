package org.downloadtoken.representation;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.downloadtoken.failure.Failure;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final FileDescription FILE = new FileDescription(100, new FileVersion("\"a\"", Instant.EPOCH));
    private static final Selection PART = new Selection.Part(new ByteRange(0, 9));

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void withoutFieldsTheWholeFileIsSelected() {
        assertEquals(Selection.All.WHOLE, select(true));
    }

    @Test
    void aRangeSelectsAPart() {
        headers.add("Range", "bytes=0-9");

        assertEquals(PART, select(true));
    }

    @Test
    void aMethodWithoutRangesIgnoresTheRange() {
        headers.add("Range", "bytes=0-9");

        assertEquals(Selection.All.WHOLE, select(false));
    }

    @Test
    void twoRangeFieldsAreIgnored() {
        headers.add("Range", "bytes=0-9").add("Range", "bytes=0-9");

        assertEquals(Selection.All.WHOLE, select(true));
    }

    @Test
    void aFailedPreconditionGoesBeforeEverything() {
        headers.add("If-Match", "\"b\"").add("If-None-Match", "\"a\"").add("Range", "bytes=100-");

        assertFails(Failure.PRECONDITION_FAILED, () -> select(true));
    }

    @Test
    void notModifiedGoesBeforeTheRange() {
        headers.add("If-None-Match", "\"a\"").add("Range", "bytes=100-");

        assertEquals(Selection.All.NOT_MODIFIED, select(true));
    }

    @Test
    void aFalseIfRangeSelectsTheWholeFile() {
        headers.add("If-Range", "\"b\"").add("Range", "bytes=100-");

        assertEquals(Selection.All.WHOLE, select(true));
    }

    @Test
    void aTrueIfRangeSelectsThePart() {
        headers.add("If-Range", "\"a\"").add("Range", "bytes=0-9");

        assertEquals(PART, select(true));
    }

    @Test
    void aRangeBeyondTheFileIsNotSatisfiable() {
        headers.add("Range", "bytes=100-");

        assertFails(Failure.RANGE_NOT_SATISFIABLE, () -> select(true));
    }

    private Selection select(boolean ranges) {
        return Selection.of(headers, ranges, FILE, Instant.EPOCH.plusSeconds(10));
    }
}
