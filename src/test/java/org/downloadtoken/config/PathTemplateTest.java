package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.encoding.PlainPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final UUID ID = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");

    @ParameterizedTest
    @CsvSource({
        "/{dataset_id}, /ID",
        "/cogs/{dataset_id}.tif, /cogs/ID.tif",
        "/cogs/x-{dataset_id}-y/**, /cogs/x-ID-y/z",
        "/cogs/{dataset_id}/cog.tif, /cogs/ID/cog.tif",
        "/cogs/{dataset_id}/{file_name}, /cogs/ID/a.tif",
        "/tiles/{dataset_id}/**, /tiles/ID/3",
        "/tiles/{dataset_id}/**, /tiles/ID/3/4/5.png",
        "/zarr/{dataset_id}/**, /zarr/ID/.zmetadata",
        "/zarr/{dataset_id}/data/**, /zarr/ID/data/0.0.0"
    })
    void matchingPathNamesTheDataset(String template, String path) {
        assertEquals(Optional.of(ID), datasetId(template, path.replace("ID", ID.toString())));
        assertEquals(
                Optional.of(ID),
                datasetId(template, path.replace("ID", ID.toString().toUpperCase(Locale.ROOT))));
    }

    @ParameterizedTest
    @CsvSource({
        "/{dataset_id}, /ID/a",
        "/{dataset_id}, /a",
        "/cogs/{dataset_id}.tif, /cogs/ID",
        "/cogs/{dataset_id}.tif, /cogs/IDxtif",
        "/cogs/{dataset_id}.tif, /cogs/ID.tif.tif",
        "/cogs/x-{dataset_id}, /cogs/ID",
        "/cogs/x-{dataset_id}, /cogs/ID-x",
        "/cogs/{dataset_id}/cog.tif, /cogs/ID/cog_tif",
        "/cogs/{dataset_id}/cog.tif, /COGS/ID/cog.tif",
        "/cogs/{dataset_id}/{file_name}, /cogs/ID/a.png",
        "/cogs/{dataset_id}/{file_name}, /cogs/ID/a/b.tif",
        "/tiles/{dataset_id}/**, /tiles/ID",
        "/tiles/{dataset_id}/**, /tiles/x/ID",
        "/tiles/{dataset_id}/**, /tiles/IDx/a",
        "/tiles/{dataset_id}/**, /tile/ID/a",
        "/zarr/{dataset_id}/data/**, /zarr/ID/data"
    })
    void otherPathNamesNone(String template, String path) {
        assertEquals(Optional.empty(), datasetId(template, path.replace("ID", ID.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/cogs",
                "cogs/{dataset_id}",
                "/cogs/{dataset_id}%2e.tif",
                "/cogs/{dataset_id}{dataset_id}",
                "/cogs/{dataset_id}**",
                "/{dataset_id}/{dataset_id}",
                "/{dataset_id}/",
                "/{dataset_id}//a",
                "//{dataset_id}",
                "/../{dataset_id}",
                "/{dataset_id}/./a",
                "/%61/{dataset_id}",
                "/a;b/{dataset_id}",
                "/**/{dataset_id}",
                "/{dataset_id}/**/a",
                "/{dataset_id}/**/**",
                "/{dataset_id}/*",
                "/{dataset_id}/a**",
                "/{file_name}",
                "/{file_name}/{dataset_id}",
                "/{dataset_id}/{file_name}/**",
                "/{dataset_id}/{file_name}.tif",
                "/{dataset_id}/{other}",
                "/a b/{dataset_id}"
            })
    void anyOtherTextIsRejectedWithWhatIsAllowed(String text) {
        String message = ConfigErrors.message(() -> PathTemplate.parse(text));

        assertTrue(message.contains("with {dataset_id} in exactly one segment"), message);
        assertTrue(message.endsWith("but is '" + text + "'"), message);
    }

    @Test
    void segmentsAreCheckedByTheConstructor() {
        String message = ConfigErrors.message(() -> new PathTemplate(List.of("a/..", "{dataset_id}")));

        assertTrue(message.endsWith("but is '/a/../{dataset_id}'"), message);
    }

    @Test
    void textIsThatOfTheSetting() {
        assertEquals(
                "/tiles/{dataset_id}/**",
                PathTemplate.parse("/tiles/{dataset_id}/**").toString());
    }

    private static Optional<UUID> datasetId(String template, String path) {
        return PathTemplate.parse(template).datasetId(PlainPath.parse(path).orElseThrow());
    }
}
