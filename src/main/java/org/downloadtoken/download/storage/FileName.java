package org.downloadtoken.download.storage;

import java.text.Normalizer;
import java.util.Locale;
import org.downloadtoken.access.policy.Content.RasterAsset;

/** The name under which a browser saves a file: the title of the dataset as a slug. */
public final class FileName {
    private static final int MAX_LENGTH = 100;

    private FileName() {}

    /** The value of {@code Content-Disposition} (RFC 6266). */
    public static String disposition(RasterAsset asset) {
        return "attachment; filename=\"" + slug(asset.title()) + ".cog.tif\"";
    }

    private static String slug(String title) {
        String slug = Normalizer.normalize(title, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (slug.isEmpty()) {
            return "dataset";
        }
        return slug.substring(0, Math.min(slug.length(), MAX_LENGTH));
    }
}
