import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.DownloadsApi;
import org.openapitools.client.api.TokensApi;
import org.openapitools.client.model.DownloadTokenResponse;
import org.openapitools.client.model.DownloadTokensItem;
import org.openapitools.client.model.DownloadTokensRequest;
import org.openapitools.client.model.ProblemDetail;

/** Uses the client for Java's own HTTP client. Prints one line for each check. */
public final class Checks {
    private static final UUID PUBLIC = UUID.fromString(env("PUBLIC_ID"));
    private static final UUID RESTRICTED = UUID.fromString(env("RESTRICTED_ID"));
    private static final UUID HIDDEN = UUID.fromString(env("HIDDEN_ID"));
    private static final int RANGE = 1024;

    private Checks() {}

    public static void main(String[] args) throws Exception {
        byte[] file = Files.readAllBytes(Path.of(env("FILE")));
        check("server", () -> require(new ApiClient().getBaseUri().equals(env("DEFAULT_URL"))));
        check("mint_anonymous", () -> minted(tokens(request -> {}).createDownloadToken(PUBLIC)));
        check("mint_session", () -> minted(tokens(bearer(env("SESSION"))).createDownloadToken(RESTRICTED)));
        check("mint_key", () -> minted(tokens(apiKey(env("API_KEY"))).createDownloadToken(RESTRICTED)));
        check("sign", () -> {
            String href = tokens(request -> {}).signUrl(URI.create(env("PUBLIC_HREF"))).getHref().toString();
            require(href.startsWith(env("PUBLIC_HREF") + "?token="));
        });
        check("batch", () -> {
            List<DownloadTokensItem> items = batch(bearer(env("SESSION")), PUBLIC, HIDDEN, RESTRICTED);
            List<String> ids = items.stream().map(DownloadTokensItem::getDatasetId).toList();
            require(ids.equals(List.of(env("PUBLIC_ID"), env("HIDDEN_ID"), env("RESTRICTED_ID"))));
            require(items.get(0).getProblem() == null && items.get(1).getToken() == null);
            require(items.get(1).getProblem().getStatus() == 404);
            String token = items.get(2).getToken();
            Path opened = downloads().downloadCog(RESTRICTED, token, null, null, null, null, null, null).toPath();
            require(Arrays.equals(file, Files.readAllBytes(opened)));
        });
        check("batch_403", () -> problem(403, () -> batch(apiKey(env("READ_ONLY_KEY")), PUBLIC, HIDDEN)));
        check("batch_422", () -> problem(422, () -> batch(request -> {})));
        check("problem_401", () -> problem(401, () -> tokens(bearer("x.y.z")).createDownloadToken(PUBLIC)));
        check("problem_403", () -> problem(403, () -> tokens(apiKey(env("READ_ONLY_KEY"))).createDownloadToken(RESTRICTED)));
        check("problem_404", () -> problem(404, () -> tokens(request -> {}).createDownloadToken(HIDDEN)));
        // The client has no form for an invalid id: its parameter is a UUID.
        check("problem_422", () -> problem(422, () -> tokens(otherPath("/auth/download-token/x")).createDownloadToken(PUBLIC)));
        check("problem_429", () -> problem(429, Checks::mintTwice));
        check("head", () -> {
            ApiResponse<Void> head = downloads().headCogWithHttpInfo(PUBLIC, token(), null, null, null, null);
            require(head.getHeaders().get("content-length").equals(List.of(String.valueOf(file.length))));
            require(head.getHeaders().containsKey("etag"));
        });
        check("range", () -> {
            Path range = downloads()
                    .downloadCog(PUBLIC, token(), "bytes=0-" + (RANGE - 1), null, null, null, null, null)
                    .toPath();
            require(Arrays.equals(Arrays.copyOf(file, RANGE), Files.readAllBytes(range)));
        });
        check("file", () -> {
            Path whole = downloads().downloadCog(PUBLIC, token(), null, null, null, null, null, null).toPath();
            require(Arrays.equals(file, Files.readAllBytes(whole)));
        });
        check("file_named", () -> {
            Path named = downloads()
                    .downloadNamedCog(PUBLIC, "a.tif", token(), null, null, null, null, null, null)
                    .toPath();
            require(Arrays.equals(file, Files.readAllBytes(named)));
        });
        check("file_session", () -> download(file, bearer(env("SESSION"))));
        check("file_key", () -> download(file, apiKey(env("API_KEY"))));
        check("file_401", () -> problem(401, () -> downloads().downloadCog(PUBLIC, "x", null, null, null, null, null, null)));
        check("redirect", () -> {
            UUID remote = UUID.fromString(env("REMOTE_ID"));
            String token = tokens(request -> {}).createDownloadToken(remote).getToken();
            ApiClient client = client(env("SERVICE_URL"), request -> {});
            client.setHttpClientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL));
            Path whole = new DownloadsApi(client).downloadCog(remote, token, null, null, null, null, null, null).toPath();
            require(Arrays.equals(file, Files.readAllBytes(whole)));
        });
    }

    private static String token() throws ApiException {
        return tokens(request -> {}).createDownloadToken(PUBLIC).getToken();
    }

    private static List<DownloadTokensItem> batch(Consumer<HttpRequest.Builder> credential, UUID... ids)
            throws ApiException {
        DownloadTokensRequest body = new DownloadTokensRequest().datasetIds(List.of(ids));
        return tokens(credential).createDownloadTokens(body).getTokens();
    }

    private static void download(byte[] file, Consumer<HttpRequest.Builder> credential) throws Exception {
        DownloadsApi downloads = new DownloadsApi(client(env("SERVICE_URL"), credential));
        Path whole = downloads.downloadCog(RESTRICTED, null, null, null, null, null, null, null).toPath();
        require(Arrays.equals(file, Files.readAllBytes(whole)));
    }

    private static void minted(DownloadTokenResponse response) {
        require(response.getToken().split("\\.").length == 3 && response.getExpiresIn() > 0);
    }

    private static void mintTwice() throws ApiException {
        TokensApi limited = new TokensApi(client(env("LIMITED_URL"), request -> {}));
        limited.createDownloadToken(PUBLIC);
        limited.createDownloadToken(PUBLIC);
    }

    private static void problem(int status, Step step) throws Exception {
        try {
            step.run();
        } catch (ApiException refused) {
            ProblemDetail problem = new ObjectMapper().readValue(refused.getResponseBody(), ProblemDetail.class);
            require(refused.getCode() == status && problem.getStatus() == status);
            require(!problem.getTitle().isEmpty() && !problem.getDetail().isEmpty());
            return;
        }
        throw new IllegalStateException("no error");
    }

    private static TokensApi tokens(Consumer<HttpRequest.Builder> change) {
        return new TokensApi(client(env("SERVICE_URL"), change));
    }

    private static DownloadsApi downloads() {
        return new DownloadsApi(client(env("SERVICE_URL"), request -> {}));
    }

    private static ApiClient client(String url, Consumer<HttpRequest.Builder> change) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(change);
        return client;
    }

    private static Consumer<HttpRequest.Builder> bearer(String session) {
        return request -> request.header("Authorization", "Bearer " + session);
    }

    private static Consumer<HttpRequest.Builder> apiKey(String key) {
        return request -> request.header("X-Api-Key", key);
    }

    private static Consumer<HttpRequest.Builder> otherPath(String path) {
        return request -> request.uri(URI.create(env("SERVICE_URL") + path));
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void check(String name, Step step) {
        try {
            step.run();
            System.out.println(name + " ok");
        } catch (Exception failure) {
            System.out.println(name + " failed: " + failure);
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("another value than expected");
        }
    }

    private static String env(String name) {
        return Map.copyOf(System.getenv()).get(name);
    }
}
