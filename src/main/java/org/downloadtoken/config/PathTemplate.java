package org.downloadtoken.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.encoding.PlainPath;
import org.downloadtoken.encoding.TiffName;

/**
 * The paths of the files of a dataset. One segment is {@code {dataset_id}}. The last one may be {@code {file_name}}, a name that
 * ends in {@code .tif}, or {@code **}, one or more segments. The other segments match themselves.
 */
public record PathTemplate(List<String> segments) {
    private static final String DATASET_ID = "{dataset_id}";
    private static final String FILE_NAME = "{file_name}";
    private static final String REST = "**";

    /**
     * Checks the segments.
     *
     * @throws ConfigException if they are not those of a template
     */
    public PathTemplate {
        segments = List.copyOf(segments);
        int last = segments.size() - 1;
        boolean plain = true;
        for (int i = 0; i <= last; i++) {
            String segment = segments.get(i);
            plain &= PlainPath.isSegment(segment)
                    || segment.equals(DATASET_ID)
                    || (i == last && (segment.equals(FILE_NAME) || segment.equals(REST)));
        }
        if (!plain || Collections.frequency(segments, DATASET_ID) != 1) {
            throw ConfigException.invalid(ForwardAuth.PATHS, "/" + String.join("/", segments));
        }
    }

    /**
     * Parses a template such as {@code /tiles/{dataset_id}/**}.
     *
     * @throws ConfigException if the text is not a template
     */
    static PathTemplate parse(String text) {
        if (!text.startsWith("/")) {
            throw ConfigException.invalid(ForwardAuth.PATHS, text);
        }
        return new PathTemplate(List.of(text.substring(1).split("/", -1)));
    }

    /** The dataset of a path; empty if the path does not match. */
    public Optional<UUID> datasetId(PlainPath path) {
        boolean open = segments.get(segments.size() - 1).equals(REST);
        int fixed = open ? segments.size() - 1 : segments.size();
        List<String> actual = path.segments();
        if (open ? actual.size() <= fixed : actual.size() != fixed) {
            return Optional.empty();
        }
        for (int i = 0; i < fixed; i++) {
            if (!matches(segments.get(i), actual.get(i))) {
                return Optional.empty();
            }
        }
        return CanonicalUuid.parse(actual.get(segments.indexOf(DATASET_ID)));
    }

    private static boolean matches(String segment, String actual) {
        return switch (segment) {
            case DATASET_ID -> true;
            case FILE_NAME -> TiffName.isAllowed(actual);
            default -> segment.equals(actual);
        };
    }

    /** The text of the template. */
    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
