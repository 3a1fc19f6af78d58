package org.downloadtoken.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.failure.RequestFailure;
import org.junit.jupiter.api.Test;

/**
 * Compares the reader with an oracle, for a hundred thousand mutated paths. The oracle normalizes a path as browsers, nginx and
 * java.net.URI do. It accepts a path that all of them leave as it is, if patterns of this test find one id in it.
 */
class ForwardedPathFuzzTest {
    private static final int PATHS = 100_000;
    private static final long SEED = Long.getLong("fuzz.seed", 6);
    private static final String A = "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0";
    private static final String B = "d0000000-0000-4000-8000-000000000003";
    private static final List<String> TEMPLATES = List.of(
            "/api/datasets/{dataset_id}/download/cog",
            "/api/datasets/{dataset_id}/download/{file_name}",
            "/tiles/{dataset_id}/**",
            "/zarr/{dataset_id}/**",
            "/zarr/" + A + "/{dataset_id}/**", // takes the id from another segment than the one above
            "/{dataset_id}");

    /** Written by hand for {@link #TEMPLATES}. */
    private static final List<Pattern> PATTERNS = Stream.of(
                    "/api/datasets/(UUID)/download/(?:cog|[A-Za-z0-9._-]{1,100}\\.tif)",
                    "/tiles/(UUID)/.+",
                    "/zarr/(UUID)/.+",
                    "/zarr/" + A + "/(UUID)/.+",
                    "/(UUID)")
            .map(pattern -> Pattern.compile(
                    pattern.replace("UUID", "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"), Pattern.DOTALL))
            .toList();

    private static final List<String> GOOD = List.of(
            "/api/datasets/" + A + "/download/cog",
            "/api/datasets/" + A + "/download/a.tif",
            "/tiles/" + A + "/3/4/5.png",
            "/tiles/" + B + "/WebMercatorQuad/3/4/5@2x.png",
            "/zarr/" + B + "/.zmetadata",
            "/zarr/" + B + "/data/0.0.0",
            "/zarr/" + A + "/c/0/1",
            "/zarr/" + A + "/" + B + "/x",
            "/" + A);

    private final UriHeaderRequestReader reader = new UriHeaderRequestReader(ServiceConfig.from(Map.of(
                    "JWT_SECRET_KEY",
                    "a secret of the unit tests, 32 bytes at least",
                    "FORWARD_AUTH_PATHS",
                    String.join(",", TEMPLATES)))
            .forwardAuth());

    @Test
    void onlyAPathThatEveryServerReadsAlikeIsAccepted() {
        FuzzedPaths paths = new FuzzedPaths(SEED, GOOD);
        int accepted = 0;
        for (int i = 0; i < PATHS; i++) {
            String uri = paths.next();

            Optional<UUID> datasetId = read(uri);

            String path = uri.split("\\?", 2)[0];
            Optional<UUID> expected = uri.contains("#") ? Optional.empty() : datasetIdByOracle(path);
            if (datasetId.isPresent() || !uri.contains("?")) { // a query may be malformed
                assertEquals(expected, datasetId, uri);
            }
            accepted += datasetId.isPresent() ? 1 : 0;
        }
        int total = accepted;
        assertTrue(total > PATHS / 5 && total < PATHS * 4 / 5, () -> total + " paths are accepted");
    }

    private Optional<UUID> read(String uri) {
        try {
            return Optional.of(reader.read(MultiMap.caseInsensitiveMultiMap().add("X-Original-URI", uri))
                    .datasetId());
        } catch (RequestFailure refused) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> datasetIdByOracle(String path) {
        if (path.chars().anyMatch(c -> c <= ' ' || c > '~' || "\"#$%&'()*:;<>?[\\]^`{|}!".indexOf(c) >= 0)
                || path.endsWith("/")
                || !path.equals(asBrowser(path))
                || !path.equals(asNginx(path))
                || !path.equals(URI.create("http://h" + path).normalize().getPath())) {
            return Optional.empty();
        }
        Set<UUID> ids = PATTERNS.stream()
                .map(pattern -> pattern.matcher(path))
                .filter(Matcher::matches)
                .map(matcher -> UUID.fromString(matcher.group(1)))
                .collect(Collectors.toSet());
        return ids.size() == 1 ? Optional.of(ids.iterator().next()) : Optional.empty();
    }

    private static String asBrowser(String path) {
        HttpUrl url = HttpUrl.parse("http://h" + path);
        return url == null ? "" : url.encodedPath();
    }

    /** nginx decodes, merges slashes and resolves dot segments before it compares a location. */
    private static String asNginx(String path) {
        String decoded = Pattern.compile("%([0-9a-fA-F]{2})")
                .matcher(path)
                .replaceAll(hex -> Matcher.quoteReplacement(new String(
                        new byte[] {(byte) Integer.parseInt(hex.group(1), 16)}, StandardCharsets.ISO_8859_1)));
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decoded.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return "/" + String.join("/", segments);
    }
}
