package org.downloadtoken.representation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The header field {@code Content-Disposition}: the name under which a browser saves a file. It is the title of the dataset as an
 * ASCII slug. If the title has other letters, the full title is added as {@code filename*} (RFC 8187).
 */
public final class ContentDisposition {
    private static final String EXTENSION = ".cog.tif";
    private static final int MAX_SLUG_LENGTH = 100;

    /** File systems allow names of 255 bytes, and browsers add a number to a name that exists. */
    private static final int MAX_TITLE_BYTES = 200;

    /** RFC 8187, section 3.2.1, attr-char, apart from letters and digits. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /** The value of the field for a dataset with this title (RFC 6266). */
    public static String of(String datasetTitle) {
        String ascii = "attachment; filename=\"" + slug(datasetTitle) + EXTENSION + '"';
        String title = title(datasetTitle);
        return title.chars().allMatch(c -> c < 0x80)
                ? ascii
                : ascii + "; filename*=UTF-8''" + percentEncode(title + EXTENSION);
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
        return slug.substring(0, Math.min(slug.length(), MAX_SLUG_LENGTH));
    }

    /** The title without what a file name must not contain: separators, reserved and invisible characters, dots at its ends. */
    private static String title(String title) {
        String name = Normalizer.normalize(title, Normalizer.Form.NFC)
                .replaceAll("[\\p{C}/\\\\:*?\"<>|]+", "-")
                .replaceAll("[\\p{Z}\\s]+", " ")
                .replaceAll("^[. -]+|[. -]+$", "");
        int end = name.length();
        while (name.substring(0, end).getBytes(UTF_8).length > MAX_TITLE_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    private static String percentEncode(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
