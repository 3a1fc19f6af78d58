package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardAuthTest {
    @Test
    void defaultPathIsBelowTheBasePath() {
        assertEquals(
                new ForwardAuth("X-Original-URI", "/base/datasets/{dataset_id}/download/cog"),
                ForwardAuth.from(Map.of(), "/base"));
    }

    @Test
    void headerIsAName() {
        String longest = "X".repeat(64);

        assertEquals(
                longest, forwardAuth(Map.of("FORWARD_AUTH_URI_HEADER", longest)).uriHeader());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Original-URI:", "", "X Y", "X2345678901234567890123456789012345678901234567890123456789012345"
            })
    void otherHeaderIsRejected(String header) {
        assertRejected(
                ForwardAuthTest::forwardAuth,
                ForwardAuth.URI_HEADER,
                header,
                "the name of a header, such as X-Original-URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/{dataset_id}", "/cogs/{dataset_id}.tif", "/a.b/x-{dataset_id}/c"})
    void pathContainsTheIdOnce(String path) {
        assertEquals(path, forwardAuth(Map.of("FORWARD_AUTH_PATH", path)).path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cogs/",
                "cogs/{dataset_id}",
                "/../{dataset_id}",
                "/a//{dataset_id}",
                "/{dataset_id}/{dataset_id}",
                "/%61/{dataset_id}"
            })
    void otherPathIsRejected(String path) {
        assertRejected(
                ForwardAuthTest::forwardAuth,
                ForwardAuth.PATH,
                path,
                "a path with {dataset_id} once, such as /cogs/{dataset_id}.tif");
    }

    private static ForwardAuth forwardAuth(Map<String, String> values) {
        return ForwardAuth.from(values, "/api");
    }
}
