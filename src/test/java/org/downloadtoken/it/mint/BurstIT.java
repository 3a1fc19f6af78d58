package org.downloadtoken.it.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Tests many concurrent callers whose access requests share queries. */
class BurstIT {
    private record MintCase(Optional<DemoUser> user, DemoDataset dataset, int expected) {}

    private static final List<MintCase> CASES = List.of(
            new MintCase(Optional.empty(), DemoDataset.PUBLIC, 200),
            new MintCase(Optional.empty(), DemoDataset.PRIVATE, 404),
            new MintCase(Optional.of(DemoUser.OUTSIDER), DemoDataset.PUBLIC, 200),
            new MintCase(Optional.of(DemoUser.OUTSIDER), DemoDataset.INTERNAL, 200),
            new MintCase(Optional.of(DemoUser.OUTSIDER), DemoDataset.RESTRICTED, 404),
            new MintCase(Optional.of(DemoUser.ANALYST), DemoDataset.RESTRICTED, 200),
            new MintCase(Optional.of(DemoUser.ANALYST), DemoDataset.PRIVATE, 404),
            new MintCase(Optional.of(DemoUser.OWNER), DemoDataset.PRIVATE, 200),
            new MintCase(Optional.of(DemoUser.ADMIN), DemoDataset.DRAFT, 200),
            new MintCase(Optional.of(DemoUser.MEMBER), DemoDataset.TENANT, 200),
            new MintCase(Optional.of(DemoUser.INACTIVE), DemoDataset.PUBLIC, 401),
            new MintCase(Optional.of(DemoUser.REVOKED), DemoDataset.PUBLIC, 401));

    @Test
    void eachCallerReceivesItsOwnToken() {
        DownloadTokenService service =
                RunningService.start(Map.of("EVENT_LOOPS", "1", "POSTGRES_POOL_SIZE", "1", "PUBLIC_CACHE_TTL_MS", "0"));
        try {
            HttpClient http = HttpClient.newHttpClient();
            List<MintCase> cases = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                cases.addAll(CASES);
            }
            Collections.shuffle(cases, new Random(1));
            List<CompletableFuture<HttpResponse<String>>> answers = cases.stream()
                    .map(mintCase -> http.sendAsync(request(service.port(), mintCase), BodyHandlers.ofString()))
                    .toList();

            for (int i = 0; i < cases.size(); i++) {
                verify(cases.get(i), answers.get(i).join());
            }
        } finally {
            RunningService.stop(service);
        }
    }

    private static HttpRequest request(int port, MintCase mintCase) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + ApiClient.MINT
                        + mintCase.dataset().id()))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.noBody());
        mintCase.user().ifPresent(user -> request.header("Authorization", "Bearer " + Tokens.session(user)));
        return request.build();
    }

    private static void verify(MintCase mintCase, HttpResponse<String> answer) {
        assertEquals(mintCase.expected(), answer.statusCode(), mintCase::toString);
        if (mintCase.expected() == 200) {
            JWTClaimsSet claims = Tokens.decode(new ApiResponse(200, Map.of(), answer.body()).token());
            assertEquals("dataset:" + mintCase.dataset().id(), claims.getClaim("scope"));
            assertEquals(mintCase.user().map(user -> user.id().toString()), Optional.ofNullable(claims.getSubject()));
        }
    }
}
