package org.downloadtoken.bench;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.downloadtoken.demo.DemoSession;

/**
 * What is asked, for so many datasets in turn.
 *
 * @param kind the letter of the datasets' ids
 */
record Requests(char kind, int ids, What what, Optional<String> bearer) {
    enum What {
        /** A token. */
        MINT,
        /** Whether a download may pass, each by a token of its own. */
        VERIFY
    }

    static Requests mint(char kind, int ids) {
        return new Requests(kind, ids, What.MINT, Optional.empty());
    }

    static Requests mint(char kind, int ids, String bearer) {
        return new Requests(kind, ids, What.MINT, Optional.of(bearer));
    }

    static Requests verify(char kind, int ids) {
        return new Requests(kind, ids, What.VERIFY, Optional.empty());
    }

    /** Lua that gives the request for number i; tokens are fresh, since they live for two minutes. */
    String lua() {
        String id = "string.format(\"%s\", i)".formatted(BenchCatalog.idFormat(kind));
        return switch (what) {
            case MINT -> "wrk.format(\"POST\", \"/api/auth/download-token/\" .. " + id + ")";
            case VERIFY -> "wrk.format(\"GET\", \"/api/auth/verify\", {[\"X-Original-URI\"] = \"/api/datasets/\" .. " + id
                    + " .. \"/download/cog?token=\" .. tokens[i]})";
        };
    }

    /** Lua that comes before. */
    String preparation() {
        String header = bearer.map(jwt -> "wrk.headers[\"Authorization\"] = \"Bearer " + jwt + "\"\n")
                .orElse("");
        return what == What.MINT
                ? header
                : header
                        + IntStream.rangeClosed(1, ids)
                                .mapToObj(i -> '"' + token(BenchCatalog.idFormat(kind).formatted(i)) + '"')
                                .collect(Collectors.joining(",\n", "tokens = {", "}\n"));
    }

    static String token(String datasetId) {
        Instant now = Instant.now();
        return DemoSession.sign(
                Bench.SECRET,
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .claim("typ", "download")
                        .claim("scope", "dataset:" + datasetId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(120)))
                        .build());
    }
}
