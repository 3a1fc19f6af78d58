import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AuthApi;
import org.openapitools.client.model.DownloadTokenResponse;
import org.openapitools.client.model.ProblemDetail;

/** Uses a client of the original contract with Java's own HTTP client. Prints one line for each check. */
public final class Checks {
    private Checks() {}

    public static void main(String[] args) {
        check("mint_anonymous", () -> minted(mint("", "PUBLIC_ID")));
        check("mint_session", () -> minted(mint(System.getenv("SESSION"), "RESTRICTED_ID")));
        check("problem_401", () -> problem(401, () -> mint("x.y.z", "PUBLIC_ID")));
        check("problem_404", () -> problem(404, () -> mint("", "HIDDEN_ID")));
        check("problem_422", () -> problem(422, Checks::mintForAnInvalidId));
    }

    private static DownloadTokenResponse mint(String session, String id) throws ApiException {
        ApiClient client = client();
        if (!session.isEmpty()) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + session));
        }
        return new AuthApi(client).createDownloadTokenAuthDownloadTokenDatasetIdPost(UUID.fromString(System.getenv(id)));
    }

    /** The client has no form for an invalid id: its parameter is a UUID. */
    private static void mintForAnInvalidId() throws ApiException {
        ApiClient client = client();
        URI uri = URI.create(System.getenv("SERVICE_URL") + "/auth/download-token/x");
        client.setRequestInterceptor(request -> request.uri(uri));
        new AuthApi(client).createDownloadTokenAuthDownloadTokenDatasetIdPost(new UUID(0, 0));
    }

    private static ApiClient client() {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("SERVICE_URL"));
        return client;
    }

    private static void minted(DownloadTokenResponse response) {
        require(response.getToken().split("\\.").length == 3 && response.getExpiresIn() > 0);
    }

    private static void problem(int status, Step step) throws Exception {
        try {
            step.run();
        } catch (ApiException refused) {
            ProblemDetail problem = new ObjectMapper().readValue(refused.getResponseBody(), ProblemDetail.class);
            require(refused.getCode() == status && problem.getStatus() == status && !problem.getDetail().isEmpty());
            return;
        }
        throw new IllegalStateException("no error");
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
}
