package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests ranges and conditions (RFC 9110, sections 13 and 14) against the service and, if it is installed, against nginx with
 * the same file. If both differ, the row contains the reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangeSemanticsIT {
    private static final String MODIFIED = "Wed, 01 Jan 2020 00:00:00 GMT";
    private static final String BEFORE = "Tue, 31 Dec 2019 23:59:59 GMT";
    private static final String AFTER = "Wed, 01 Jan 2020 00:00:01 GMT";
    private static final String BODY = "0123456789";
    private static final Path ROOT = temporary();

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of("DOWNLOAD_ROOT", ROOT.toString()));

    /** Serves the same directory. */
    private Optional<Nginx> nginx = Optional.empty();

    private UUID datasetId = UUID.randomUUID();
    private UUID emptyId = UUID.randomUUID();

    /**
     * One request and its answer.
     *
     * @param headers alternating names and values; ETAG is replaced by the entity tag of the tested server
     * @param unlike why nginx gives another answer; empty if it gives the same answer
     */
    private record Row(
            String name,
            String method,
            boolean empty,
            List<String> headers,
            int status,
            String range,
            String body,
            String unlike) {
        Row unlike(String why) {
            return new Row(name, method, empty, headers, status, range, body, why);
        }

        Row ofTheEmptyFile() {
            return new Row(name, method, true, headers, status, range, "", unlike);
        }

        @Override
        public String toString() {
            return method + " " + name;
        }
    }

    private static Row get(String name, int status, String range, String body, String... headers) {
        return new Row(name, "GET", false, List.of(headers), status, range, body, "");
    }

    private static Row range(String range, int status, String contentRange, String body) {
        return get(range, status, contentRange, body, "Range", range);
    }

    private static Row head(String name, int status, String... headers) {
        return new Row(name, "HEAD", false, List.of(headers), status, "", "", "");
    }

    static Stream<Row> rows() {
        return Stream.of(
                get("all", 200, "", BODY),
                range("bytes=0-0", 206, "bytes 0-0/10", "0"),
                range("bytes=2-4", 206, "bytes 2-4/10", "234"),
                range("bytes=0-9", 206, "bytes 0-9/10", BODY),
                range("bytes=4-", 206, "bytes 4-9/10", "456789"),
                range("bytes=0-", 206, "bytes 0-9/10", BODY),
                range("bytes=9-", 206, "bytes 9-9/10", "9"),
                range("bytes=-3", 206, "bytes 7-9/10", "789"),
                range("bytes=-10", 206, "bytes 0-9/10", BODY),
                range("bytes=-99", 206, "bytes 0-9/10", BODY),
                range("bytes=8-99", 206, "bytes 8-9/10", "89"),
                range("bytes=0-9223372036854775807", 206, "bytes 0-9/10", BODY),
                range("bytes=00000000000000000000002-4", 206, "bytes 2-4/10", "234"),
                range("bytes=0-99999999999999999999", 206, "bytes 0-9/10", BODY)
                        .unlike("nginx refuses a number that fits no 64 bits; it is only large"),
                range("bytes=-99999999999999999999", 206, "bytes 0-9/10", BODY)
                        .unlike("nginx refuses a number that fits no 64 bits; it is only large"),
                range("BYTES=2-4", 206, "bytes 2-4/10", "234"),
                range("bytes= 2-4", 206, "bytes 2-4/10", "234"),
                range("bytes=10-", 416, "bytes */10", ""),
                range("bytes=10-20", 416, "bytes */10", ""),
                range("bytes=99999999999999999999-", 416, "bytes */10", ""),
                range("bytes=-0", 416, "bytes */10", ""),
                range("bytes=4-2", 200, "", BODY)
                        .unlike("nginx: 416; RFC 9110, section 14.1.1, calls it invalid, and 14.2 lets it be ignored"),
                range("bytes=", 200, "", BODY),
                range("bytes=-", 200, "", BODY).unlike("nginx: 416, as above"),
                range("bytes=a-b", 200, "", BODY).unlike("nginx: 416, as above"),
                range("bytes=0x1-2", 200, "", BODY).unlike("nginx: 416, as above"),
                range("bytes=+1-2", 200, "", BODY).unlike("nginx: 416, as above"),
                range("bytes=1", 200, "", BODY).unlike("nginx: 416, as above"),
                range("bytes=0-1,4-5", 200, "", BODY)
                        .unlike("nginx: 206 with multipart/byteranges; readers of COGs take one range at a time"),
                range("bytes 0-1", 200, "", BODY),
                range("items=0-1", 200, "", BODY),
                range("", 200, "", BODY),
                get("two Range fields", 200, "", BODY, "Range", "bytes=0-1", "Range", "bytes=2-3")
                        .unlike("nginx: 206 for the first"),
                range("bytes=0-", 416, "bytes */0", "")
                        .ofTheEmptyFile()
                        .unlike("nginx: 200, as RFC 9110, section 14.2, allows"),
                get("all of nothing", 200, "", "").ofTheEmptyFile(),
                get("If-None-Match, the tag", 304, "", "", "If-None-Match", "ETAG"),
                get("If-None-Match, the weak tag", 304, "", "", "If-None-Match", "W/ETAG"),
                get("If-None-Match, one of several", 304, "", "", "If-None-Match", "\"a\", ETAG ,W/\"b\""),
                get("If-None-Match, fields", 304, "", "", "If-None-Match", "\"a\"", "If-None-Match", "ETAG")
                        .unlike("nginx: 200, since it reads the first field alone"),
                get("If-None-Match, any", 304, "", "", "If-None-Match", "*"),
                get("If-None-Match, another", 200, "", BODY, "If-None-Match", "\"a\""),
                get("If-None-Match, no tag", 200, "", BODY, "If-None-Match", "a"),
                get(
                        "If-None-Match goes before the date",
                        200,
                        "",
                        BODY,
                        "If-None-Match",
                        "\"a\"",
                        "If-Modified-Since",
                        MODIFIED),
                get("If-None-Match goes before Range", 304, "", "", "If-None-Match", "ETAG", "Range", "bytes=0-1"),
                get("If-Modified-Since, then", 304, "", "", "If-Modified-Since", MODIFIED),
                get("If-Modified-Since, later", 304, "", "", "If-Modified-Since", AFTER)
                        .unlike("nginx: 200, since it requires the exact date by default"),
                get("If-Modified-Since, before", 200, "", BODY, "If-Modified-Since", BEFORE),
                get("If-Modified-Since, no date", 200, "", BODY, "If-Modified-Since", "yesterday"),
                get(
                        "If-Modified-Since, RFC 850",
                        304,
                        "",
                        "",
                        "If-Modified-Since",
                        "Wednesday, 01-Jan-20 00:00:00 GMT"),
                get("If-Modified-Since, asctime", 304, "", "", "If-Modified-Since", "Wed Jan  1 00:00:00 2020"),
                get("If-Match, the tag", 200, "", BODY, "If-Match", "ETAG"),
                get("If-Match, one of several", 200, "", BODY, "If-Match", "\"a\", ETAG"),
                get("If-Match, any", 200, "", BODY, "If-Match", "*"),
                get("If-Match, the weak tag", 412, "", "", "If-Match", "W/ETAG"),
                get("If-Match, another", 412, "", "", "If-Match", "\"a\""),
                get("If-Match, with Range", 206, "bytes 0-1/10", "01", "If-Match", "ETAG", "Range", "bytes=0-1"),
                get("If-Match goes before If-None-Match", 412, "", "", "If-Match", "\"a\"", "If-None-Match", "ETAG"),
                get("If-Unmodified-Since, then", 200, "", BODY, "If-Unmodified-Since", MODIFIED),
                get("If-Unmodified-Since, later", 200, "", BODY, "If-Unmodified-Since", AFTER),
                get("If-Unmodified-Since, before", 412, "", "", "If-Unmodified-Since", BEFORE),
                get("If-Unmodified-Since, no date", 200, "", BODY, "If-Unmodified-Since", "yesterday")
                        .unlike("nginx: 412; RFC 9110, section 13.1.4, has it ignored"),
                get("If-Match goes before the date", 200, "", BODY, "If-Match", "ETAG", "If-Unmodified-Since", BEFORE)
                        .unlike("nginx: 412; RFC 9110, section 13.2.2, has the tag decide"),
                get("If-Range, the tag", 206, "bytes 0-1/10", "01", "If-Range", "ETAG", "Range", "bytes=0-1"),
                get("If-Range, the weak tag", 200, "", BODY, "If-Range", "W/ETAG", "Range", "bytes=0-1"),
                get("If-Range, another", 200, "", BODY, "If-Range", "\"a\"", "Range", "bytes=0-1"),
                get("If-Range, another, unsatisfiable", 200, "", BODY, "If-Range", "\"a\"", "Range", "bytes=99-"),
                get("If-Range, the date", 206, "bytes 0-1/10", "01", "If-Range", MODIFIED, "Range", "bytes=0-1"),
                get("If-Range, before", 200, "", BODY, "If-Range", BEFORE, "Range", "bytes=0-1"),
                get("If-Range, later", 200, "", BODY, "If-Range", AFTER, "Range", "bytes=0-1"),
                get("If-Range alone", 200, "", BODY, "If-Range", "ETAG"),
                head("all", 200),
                head("Range", 200, "Range", "bytes=0-1")
                        .unlike("nginx: 206; RFC 9110, section 14.2, defines Range for GET alone"),
                head("unsatisfiable Range", 200, "Range", "bytes=99-").unlike("nginx: 416, as above"),
                head("If-None-Match", 304, "If-None-Match", "ETAG"),
                head("If-Match", 412, "If-Match", "\"a\""));
    }

    @BeforeAll
    void makeFiles(@TempDir Path directory) throws IOException {
        for (String name : new String[] {"ten.tif", "empty.tif"}) {
            Path file = Files.writeString(ROOT.resolve(name), name.equals("ten.tif") ? BODY : "");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        datasetId = Rasters.withFile("ten.tif");
        emptyId = Rasters.withFile("empty.tif");
        if (Tool.NGINX.isThere()) {
            nginx = Optional.of(Nginx.serving(directory, ROOT));
        }
    }

    @AfterAll
    void endNginx() {
        nginx.ifPresent(Nginx::close);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void serviceGivesTheAnswerOfTheRow(Row row) {
        ApiClient client = SERVICE.client();
        UUID id = row.empty() ? emptyId : datasetId;
        String path = ApiClient.download(id) + "?token=" + client.token(id);
        String etag = client.request("HEAD", path).header("etag").orElseThrow();

        ApiResponse response = client.request(row.method(), path, headers(row, etag));

        assertEquals(row.status(), response.status());
        assertEquals(row.range(), response.header("content-range").orElse(""));
        if (row.status() < 400) {
            assertEquals(row.body(), response.body());
            assertEquals(Optional.of("private, no-cache"), response.header("cache-control"));
            assertEquals(Optional.of("Authorization, X-Api-Key"), response.header("vary"));
            assertEquals(Optional.of(etag), response.header("etag"));
            assertEquals(Optional.of(MODIFIED), response.header("last-modified"));
        }
        if (row.status() < 300) {
            int length =
                    row.method().equals("HEAD") ? BODY.length() : row.body().length();
            assertEquals(Optional.of(String.valueOf(length)), response.header("content-length"));
            assertEquals(Optional.of("bytes"), response.header("accept-ranges"));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nginxGivesTheSameAnswerUnlessTheRowExplainsTheDifference(Row row) {
        Tool.NGINX.require();
        Nginx other = nginx.orElseThrow();
        String path = row.empty() ? "/empty.tif" : "/ten.tif";
        String etag = other.request("HEAD", path).header("etag").orElseThrow();

        ApiResponse response = other.request(row.method(), path, headers(row, etag));

        boolean same = row.status() == response.status()
                && row.range().equals(response.header("content-range").orElse(""))
                && (row.status() >= 400 || row.body().equals(response.body()));
        assertEquals(row.unlike().isEmpty(), same, () -> "nginx: " + response + "; expected: " + row.unlike());
    }

    private static String[] headers(Row row, String etag) {
        List<String> headers = new ArrayList<>();
        row.headers().forEach(text -> headers.add(text.replace("ETAG", etag)));
        return headers.toArray(String[]::new);
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("cogs");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
