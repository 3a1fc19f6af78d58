package org.downloadtoken.access.wire;

import org.downloadtoken.access.policy.Content;
import org.downloadtoken.access.policy.Content.Absent;
import org.downloadtoken.access.policy.Content.RasterAsset;

/** A content: one byte with the kind, and the fields of an asset. */
final class ContentFormat {
    private static final int NOT_A_RASTER = 1;
    private static final int NO_ASSET = 2;
    private static final int URI_TOO_LONG = 3;
    private static final int RASTER_ASSET = 4;

    private ContentFormat() {}

    static void write(Content content, WireWriter writer) {
        if (content instanceof Absent absent) {
            writer.code(code(absent));
        } else {
            writer.code(RASTER_ASSET);
            RasterAsset asset = (RasterAsset) content;
            writer.text("title", asset.title());
            writer.text("URI", asset.uri());
            writer.flag(asset.remote());
            writer.optional(asset.sha256(), hash -> writer.sha256("hash of the file", hash));
        }
    }

    static Content read(WireReader reader) {
        return switch (reader.code("kind of content", NOT_A_RASTER, RASTER_ASSET)) {
            case NOT_A_RASTER -> Absent.NOT_A_RASTER;
            case NO_ASSET -> Absent.NO_ASSET;
            case URI_TOO_LONG -> Absent.URI_TOO_LONG;
            default ->
                new RasterAsset(
                        reader.text("title"),
                        reader.text("URI"),
                        reader.flag("remote flag"),
                        reader.optional("hash of the file", () -> reader.sha256("hash of the file")));
        };
    }

    private static int code(Absent absent) {
        return switch (absent) {
            case NOT_A_RASTER -> NOT_A_RASTER;
            case NO_ASSET -> NO_ASSET;
            case URI_TOO_LONG -> URI_TOO_LONG;
        };
    }
}
