package org.downloadtoken.token;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.failure.FailureDetail.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;

/**
 * Tells who downloads: the credential of a header where there is one, else the download token of the query. A session JWT
 * is none of the latter, and to have neither is to be refused, also where the dataset is public.
 */
public record DownloadAuthenticator(CallerAuthenticator callers, DownloadTokenVerifier tokens, Clock clock) {
    private static final String TOKEN = "token";

    /**
     * Authenticates one download.
     *
     * @throws RequestFailure if there is no credential, or one that does not hold, or more than one
     */
    public DownloadCaller authenticate(MultiMap headers, MultiMap query, UUID datasetId) {
        Caller caller = callers.authenticate(headers, query);
        // A credential header that is present, even empty, either resolves to a user or is refused. Cookie and
        // Proxy-Authorization do not count: neither is a credential of this service.
        boolean credentialHeader = !(caller instanceof Caller.Anonymous);
        if (credentialHeader) {
            return new DownloadCaller(caller, clock.millis() / 1000.0 + Tokens.MAX_TTL.toSeconds(), true);
        }
        VerifiedToken token = tokens.verify(single(query.getAll(TOKEN)), datasetId);
        return new DownloadCaller(
                token.subject().<Caller>map(Caller.TokenSubject::new).orElse(Caller.ANONYMOUS),
                token.expiresAt(),
                false);
    }

    private static String single(List<String> tokens) {
        if (tokens.isEmpty()) {
            throw RequestFailure.unauthorized(Challenge.NO_CREDENTIAL);
        }
        if (tokens.size() > 1) {
            throw RequestFailure.unauthorized(Challenge.INVALID_REQUEST);
        }
        return tokens.get(0);
    }
}
