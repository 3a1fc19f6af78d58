package org.downloadtoken.representation;

import static org.downloadtoken.testing.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    private static final long SIZE = 100;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=10-, 10, 99",
        "bytes=99-, 99, 99",
        "bytes=-1, 99, 99",
        "bytes=-100, 0, 99",
        "bytes=-101, 0, 99",
        "bytes=90-1000, 90, 99",
        "BYTES=1-2, 1, 2",
        "'bytes= 1-2\t', 1, 2",
        "bytes=0000000000000000000000005-6, 5, 6",
        "bytes=0-99999999999999999999999, 0, 99",
        "bytes=-99999999999999999999999, 0, 99"
    })
    void aSingleRangeIsRead(String field, long first, long last) {
        assertEquals(Optional.of(new ByteRange(first, last)), ByteRange.parse(field, SIZE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "bytes=-",
                "bytes=",
                "bytes 0-1",
                "items=0-1",
                "bytes=5-4",
                "bytes=99999999999999999998-5",
                "bytes=a-b",
                "bytes=0x1-2",
                "bytes=+1-2",
                "bytes=\u0661-\u0662",
                ""
            })
    void anyOtherFieldIsIgnored(String field) {
        assertEquals(Optional.empty(), ByteRange.parse(field, SIZE));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=100-, 100",
        "bytes=100-200, 100",
        "bytes=99999999999999999999-, 100",
        "bytes=-0, 100",
        "bytes=0-, 0",
        "bytes=-5, 0"
    })
    void aRangeWithoutBytesOfTheFileIsNotSatisfiable(String field, long size) {
        assertEquals(
                new FailureHeaders.FileSize(size),
                assertFails(Failure.RANGE_NOT_SATISFIABLE, () -> ByteRange.parse(field, size)));
    }
}
