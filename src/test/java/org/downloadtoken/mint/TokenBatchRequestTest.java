package org.downloadtoken.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.mint.TokenBatchRequest.RequestedDataset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBatchRequestTest {
    private static final String ID = "2489E9AD-2ee2-8e00-8ec9-32d5f69181c0";

    @Test
    void idsKeepTheirOrderAndTheirText() {
        TokenBatchRequest request = parse("{\"dataset_ids\": [\"" + ID + "\", \"x\", \"" + ID + "\"]}");

        RequestedDataset valid = new RequestedDataset(ID, Optional.of(UUID.fromString(ID)));
        assertEquals(List.of(valid, new RequestedDataset("x", Optional.empty()), valid), request.datasets());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void oneToAHundredIdsAreAllowed(int number) {
        assertEquals(number, parse(ids(number)).datasets().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void anotherNumberOfIdsIsUnprocessable(int number) {
        assertFailure(Failure.BATCH_SIZE, json(), Buffer.buffer(ids(number)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{}",
                "{\"dataset_ids\": null}",
                "{\"dataset_ids\": \"x\"}",
                "{\"dataset_ids\": {}}",
                "{\"dataset_ids\": [1]}",
                "{\"dataset_ids\": [null]}",
                "{\"dataset_ids\": [[\"x\"]]}",
                "{\"dataset_ids\": [\"x\"], \"more\": 1}",
                "{\"dataset_ids\": [\"x\"], \"dataset_ids\": [\"y\"]}",
                "{\"dataset_ids\": [\"x\"]} x",
                "{\"dataset_ids\": [\"x\"",
                "{\"Dataset_ids\": [\"x\"]}",
                "{'dataset_ids': ['x']}",
                "dataset_ids=x"
            })
    void anyOtherBodyIsMalformed(String body) {
        assertFailure(Failure.MALFORMED_BATCH, json(), Buffer.buffer(body));
    }

    @Test
    void missingBodyIsMalformed() {
        assertFailure(Failure.MALFORMED_BATCH, json(), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8", "application/json ;x"
            })
    void jsonIsAccepted(String type) {
        assertEquals(
                1,
                TokenBatchRequest.parse(type(type), Buffer.buffer(ids(1)))
                        .datasets()
                        .size());
    }

    @Test
    void repeatedTypeIsUnsupported() {
        MultiMap headers = json().add("Content-Type", "application/json");

        assertFailure(Failure.UNSUPPORTED_MEDIA_TYPE, headers, Buffer.buffer(ids(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "", "identity, gzip"})
    void encodedBodyIsUnsupported(String encoding) {
        MultiMap headers = json().add("Content-Encoding", encoding);

        assertFailure(Failure.UNSUPPORTED_MEDIA_TYPE, headers, Buffer.buffer(ids(1)));
    }

    @Test
    void identityIsNoEncoding() {
        MultiMap headers = json().add("Content-Encoding", "Identity");

        assertEquals(
                1,
                TokenBatchRequest.parse(headers, Buffer.buffer(ids(1)))
                        .datasets()
                        .size());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "text/plain", "application/jsonp", "application/x-www-form-urlencoded", "x/application/json"
            })
    void anotherTypeIsUnsupported(@Nullable String type) {
        assertFailure(Failure.UNSUPPORTED_MEDIA_TYPE, type(type), Buffer.buffer(ids(1)));
    }

    private static MultiMap json() {
        return type("application/json");
    }

    private static MultiMap type(@Nullable String type) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        return type == null ? headers : headers.add("Content-Type", type);
    }

    private static TokenBatchRequest parse(String body) {
        return TokenBatchRequest.parse(json(), Buffer.buffer(body));
    }

    private static String ids(int number) {
        return Collections.nCopies(number, "\"" + ID + "\"").stream()
                .collect(Collectors.joining(",", "{\"dataset_ids\":[", "]}"));
    }

    private static void assertFailure(Failure expected, MultiMap headers, @Nullable Buffer body) {
        RequestFailure failure = assertThrows(RequestFailure.class, () -> TokenBatchRequest.parse(headers, body));
        assertEquals(expected, failure.failure());
    }
}
