package org.downloadtoken.it.server;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.config.Downloads.PublicDownloads;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.it.server.FuzzedRequests.Fuzzed;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends a hundred thousand mutated requests. No response is a 5xx. A response with bytes of a file, or a positive response to a
 * proxy, requires exactly one token for that file, or no credential at all if downloads of public datasets are open. This test
 * decides that from the text of the request. Pages are public; their Content-Security-Policy identifies them.
 */
class FuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4);
    private static final int CHUNKS = 20;
    private static final Set<String> CREDENTIALS = Set.of("token", "access_token", "api_key");

    @TempDir
    Path root;

    private final AtomicIntegerArray statuses = new AtomicIntegerArray(600);

    /** A file. If it is open, a request without a credential may download it. */
    private record Target(UUID id, String content, String token, boolean isOpen) {}

    @ParameterizedTest
    @EnumSource
    void mutatedRequestOpensOnlyWhatItsCredentialAllows(PublicDownloads publicDownloads) throws IOException {
        DownloadTokenService service = RunningService.start(Map.of(
                "DOWNLOAD_ROOT",
                root.toString(),
                "INVALID_CREDENTIALS_PER_MINUTE",
                "0",
                "PUBLIC_DOWNLOADS",
                publicDownloads.name()));
        boolean areOpen = publicDownloads == PublicDownloads.OPEN;
        try {
            UUID open = file("public", "open.tif");
            UUID hidden = file("private", "hidden.tif");
            IntStream.range(0, CHUNKS).parallel().forEach(chunk -> {
                List<Target> targets = List.of(
                        target(service, open, "open.tif", false, areOpen),
                        target(service, hidden, "hidden.tif", true, false));
                sendRequests(service.port(), chunk, targets);
            });
        } finally {
            RunningService.stop(service);
        }
        int passed = statuses.get(200) + statuses.get(204) + statuses.get(206);
        assertTrue(passed > REQUESTS / 50, () -> "too few requests succeed for a meaningful test: " + statuses);
        assertTrue(statuses.get(401) > REQUESTS / 10, statuses::toString);
    }

    private void sendRequests(int port, int chunk, List<Target> targets) {
        List<String> tokens =
                new ArrayList<>(targets.stream().map(Target::token).toList());
        tokens.add(Tokens.session(DemoUser.OWNER));
        tokens.add(Tokens.session(claims -> claims.claim("typ", "download")
                .claim("scope", "dataset:" + targets.get(1).id())
                .issueTime(Date.from(Instant.now().minusSeconds(200)))
                .expirationTime(Date.from(Instant.now().minusSeconds(80)))));
        FuzzedRequests requests = new FuzzedRequests(
                SEED * CHUNKS + chunk,
                targets.stream().map(target -> target.id().toString()).toList(),
                tokens);
        try (Connection connection = new Connection(port)) {
            for (int i = 0; i < REQUESTS / CHUNKS; i++) {
                Fuzzed request = requests.next();
                judge(request, connection.send(request), targets);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void judge(Fuzzed request, ApiResponse response, List<Target> targets) {
        statuses.incrementAndGet(response.status());
        if (response.status() >= 500) {
            fail(response.status() + " for " + request.text());
        }
        boolean passed = Set.of(200, 204, 206).contains(response.status());
        boolean page = response.header("content-security-policy").isPresent();
        if (passed && !page && !request.method().equals("OPTIONS")) {
            Target opened = targets.stream()
                    .filter(target -> mayOpen(request, target))
                    .findFirst()
                    .orElseGet(() -> fail(response.status() + " for " + request.text()));
            assertTrue(opened.content().contains(response.body()), request::text);
        } else {
            for (Target target : targets) {
                assertTrue(!response.body().contains(target.content().substring(0, 6)), request::text);
            }
        }
    }

    /**
     * True for exactly one token of that dataset, and no credential header, which would take precedence. If the dataset is
     * open, also true if neither is present.
     */
    private static boolean mayOpen(Fuzzed request, Target target) {
        String[] parts = request.uri().split("\\?", 2);
        boolean header = request.fields().stream()
                .map(field -> field.toLowerCase(Locale.ROOT))
                .anyMatch(field -> field.startsWith("authorization:") || field.startsWith("x-api-key:"));
        if (header) {
            return false;
        }
        List<String> given = new ArrayList<>();
        boolean credential = false;
        for (String parameter : parts.length < 2 ? new String[0] : parts[1].split("#", 2)[0].split("&", -1)) {
            String[] nameAndValue = parameter.split("=", 2);
            credential |= CREDENTIALS.contains(decoded(nameAndValue[0]).toLowerCase(Locale.ROOT));
            if (nameAndValue.length == 2 && decoded(nameAndValue[0]).equals("token")) {
                given.add(decoded(nameAndValue[1]));
            }
        }
        return (given.equals(List.of(target.token())) || (target.isOpen() && !credential))
                && decoded(parts[0])
                        .toLowerCase(Locale.ROOT)
                        .contains(target.id().toString());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private UUID file(String visibility, String name) throws IOException {
        Files.writeString(root.resolve(name), content(name));
        return Rasters.add(visibility, "raster_dataset", "local", name);
    }

    private static String content(String name) {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            content.append("<%s %03d>".formatted(name, i));
        }
        return content.toString();
    }

    private static Target target(DownloadTokenService service, UUID id, String name, boolean owned, boolean isOpen) {
        ApiClient client = new ApiClient(service.port());
        String token = owned ? client.mintAs(Tokens.session(DemoUser.OWNER), id).token() : client.token(id);
        return new Target(id, content(name), token, isOpen);
    }

    /** A connection for many requests. If the service closes it, it is opened again. */
    private static final class Connection implements AutoCloseable {
        private final int port;
        private Socket socket;
        private InputStream in;

        Connection(int port) throws IOException {
            this.port = port;
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new BufferedInputStream(socket.getInputStream());
        }

        ApiResponse send(Fuzzed request) throws IOException {
            socket.setSoTimeout(10_000);
            ApiResponse response;
            try {
                socket.getOutputStream().write(request.text().getBytes(StandardCharsets.ISO_8859_1));
                response = RawResponse.read(in, request.method().equals("HEAD"));
            } catch (IOException e) {
                response = new ApiResponse(599, Map.of(), "");
            }
            boolean over = response.status() >= 400 || !request.fields().isEmpty();
            if (over) {
                close();
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                in = new BufferedInputStream(socket.getInputStream());
            }
            return response;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
