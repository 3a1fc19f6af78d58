package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardAuthTest {
    private static final String ALLOWED =
            "up to 16 paths, each with {dataset_id} in exactly one segment, and optionally **"
                    + " or {file_name} as the last segment, such as /tiles/{dataset_id}/**";

    @Test
    void defaultPathsAreThoseOfTheDownloads() {
        assertEquals(
                new ForwardAuth(
                        "X-Original-URI",
                        List.of(
                                PathTemplate.parse("/base/datasets/{dataset_id}/download/cog"),
                                PathTemplate.parse("/base/datasets/{dataset_id}/download/{file_name}"))),
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

    @Test
    void pathsAreAListThatReplacesTheDefault() {
        assertEquals(
                List.of(PathTemplate.parse("/tiles/{dataset_id}/**"), PathTemplate.parse("/{dataset_id}")),
                forwardAuth(Map.of("FORWARD_AUTH_PATHS", " /tiles/{dataset_id}/** ,/{dataset_id},"))
                        .paths());
    }

    @Test
    void invalidPathOfTheListIsNamed() {
        assertEquals(
                "FORWARD_AUTH_PATHS must be " + ALLOWED + ", but is '/cogs/*.tif'",
                ConfigErrors.message(
                        () -> forwardAuth(Map.of("FORWARD_AUTH_PATHS", "/tiles/{dataset_id}/**,/cogs/*.tif"))));
    }

    @Test
    void moreThanSixteenPathsAreRejected() {
        String sixteen = "/{dataset_id}" + ",/{dataset_id}/**".repeat(15);

        assertEquals(
                16, forwardAuth(Map.of("FORWARD_AUTH_PATHS", sixteen)).paths().size());
        assertRejected(ForwardAuthTest::forwardAuth, ForwardAuth.PATHS, sixteen + ",/{dataset_id}", ALLOWED);
    }

    private static ForwardAuth forwardAuth(Map<String, String> values) {
        return ForwardAuth.from(values, "/api");
    }
}
