package org.downloadtoken.bench.measure;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.ServiceSettings;
import org.downloadtoken.demo.DemoSession;

/**
 * The requests of a load, for a number of datasets in turn.
 *
 * @param kind the letter of the dataset ids
 * @param ids the number of datasets
 * @param perRequest the number of datasets in one request
 */
public record Requests(char kind, int ids, int perRequest, Operation operation, Optional<String> bearer) {
    public enum Operation {
        /** Mints a token. */
        MINT,
        /** Mints the tokens of several datasets. */
        BATCH,
        /** Verifies a download for a proxy, with a separate token for each dataset. */
        VERIFY,
        /** Mints a token at an OAuth token endpoint, with the credentials of a client. */
        CLIENT_CREDENTIALS
    }

    public static Requests mint(char kind, int ids) {
        return new Requests(kind, ids, 1, Operation.MINT, Optional.empty());
    }

    public static Requests mint(char kind, int ids, String bearer) {
        return new Requests(kind, ids, 1, Operation.MINT, Optional.of(bearer));
    }

    public static Requests batch(char kind, int ids, int perRequest) {
        return new Requests(kind, ids, perRequest, Operation.BATCH, Optional.empty());
    }

    public static Requests clientCredentials() {
        return new Requests('a', 1, 1, Operation.CLIENT_CREDENTIALS, Optional.empty());
    }

    public static Requests verify(char kind, int ids) {
        return new Requests(kind, ids, 1, Operation.VERIFY, Optional.empty());
    }

    /** The Lua expression of request number i. */
    String lua() {
        String id = "string.format(\"%s\", i)".formatted(BenchCatalog.idFormat(kind));
        return switch (operation) {
            case MINT -> "wrk.format(\"POST\", \"/api/auth/download-token/\" .. " + id + ")";
            case BATCH -> "batch(i)";
            case VERIFY ->
                "wrk.format(\"GET\", \"/api/auth/verify\", {[\"X-Original-URI\"] = \"/api/datasets/\" .. " + id
                        + " .. \"/download/cog?token=\" .. tokens[i]})";
            case CLIENT_CREDENTIALS -> "wrk.format(\"POST\", \"/oauth2/token\")";
        };
    }

    /** The Lua statements before the requests. The tokens are new, since they expire after two minutes. */
    String preparation() {
        String header = bearer.map(jwt -> "wrk.headers[\"Authorization\"] = \"Bearer " + jwt + "\"\n")
                .orElse("");
        return switch (operation) {
            case MINT -> header;
            case BATCH -> header + batches();
            case VERIFY -> header + tokens();
            case CLIENT_CREDENTIALS -> """
                    wrk.headers["Authorization"] = "Basic YmVuY2g6c2VjcmV0"
                    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
                    wrk.body = "grant_type=client_credentials&scope=download"
                    """;
        };
    }

    private String batches() {
        return """
                wrk.headers["Content-Type"] = "application/json"
                local function batch(number)
                  local ids = {}
                  for i = 1, %1$d do
                    ids[i] = string.format("\\"%2$s\\"", (number - 1) * %1$d + i)
                  end
                  return wrk.format("POST", "/api/auth/download-tokens", nil,
                    "{\\"dataset_ids\\":[" .. table.concat(ids, ",") .. "]}")
                end
                """.formatted(perRequest, BenchCatalog.idFormat(kind));
    }

    private String tokens() {
        return IntStream.rangeClosed(1, ids)
                .mapToObj(i -> '"' + token(BenchCatalog.idFormat(kind).formatted(i)) + '"')
                .collect(Collectors.joining(",\n", "tokens = {", "}\n"));
    }

    static String token(String datasetId) {
        Instant now = Instant.now();
        return DemoSession.sign(
                ServiceSettings.SECRET,
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .claim("typ", "download")
                        .claim("scope", "dataset:" + datasetId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(120)))
                        .build());
    }
}
