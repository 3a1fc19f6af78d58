package org.downloadtoken.config;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.encoding.PlainPath;
import org.downloadtoken.encoding.TiffName;

/**
 * The paths of the files of a dataset. One segment contains {@code {dataset_id}} once. The last one may be {@code {file_name}}, a name that
 * ends in {@code .tif}, or {@code **}, one or more segments. Other segments must be equal.
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
            plain &= PlainPath.isSegment(segment.replace(DATASET_ID, "id"))
                    || (i == last && (segment.equals(FILE_NAME) || segment.equals(REST)));
        }
        if (!plain || String.join("/", segments).split(Pattern.quote(DATASET_ID), -1).length != 2) {
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
        boolean endsWithRest = segments.get(segments.size() - 1).equals(REST);
        int fixed = endsWithRest ? segments.size() - 1 : segments.size();
        List<String> actual = path.segments();
        if (endsWithRest ? actual.size() <= fixed : actual.size() != fixed) {
            return Optional.empty();
        }
        int idAt = -1;
        for (int i = 0; i < fixed; i++) {
            String segment = segments.get(i);
            if (segment.equals(actual.get(i))) {
                continue;
            }
            if (segment.contains(DATASET_ID)) {
                idAt = i;
            } else if (!segment.equals(FILE_NAME) || !TiffName.isAllowed(actual.get(i))) {
                return Optional.empty();
            }
        }
        return datasetId(segments.get(idAt), actual.get(idAt));
    }

    private static Optional<UUID> datasetId(String segment, String actual) {
        int start = segment.indexOf(DATASET_ID);
        int end = start + CanonicalUuid.LENGTH;
        boolean isAround = actual.length() == segment.length() - DATASET_ID.length() + CanonicalUuid.LENGTH
                && actual.startsWith(segment.substring(0, start))
                && actual.endsWith(segment.substring(start + DATASET_ID.length()));
        return isAround ? CanonicalUuid.parse(actual.substring(start, end)) : Optional.empty();
    }

    /** The text of the template. */
    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
