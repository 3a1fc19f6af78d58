package org.downloadtoken.token;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.failure.FailureHeaders.Challenge;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.jose.SignatureBudget;
import org.downloadtoken.session.Caller;
import org.downloadtoken.session.CallerAuthenticator;
import org.downloadtoken.session.Credential;

/**
 * Identifies the caller of a download: by the credential header if there is one, otherwise by the download token of the query.
 * The header may also contain a download token. A session JWT is not accepted in the query.
 *
 * @param open the validity of a download without a credential; empty if downloads are not open
 */
public record DownloadAuthenticator(
        CallerAuthenticator callers, DownloadTokenVerifier tokens, Clock clock, Optional<Duration> open) {
    private static final String TOKEN_PARAMETER = "token";

    /**
     * Authenticates one download. Fails, or throws, if the credential is invalid, or if there is more than one. Without a
     * credential it throws, unless downloads of public datasets are open.
     */
    public Future<DownloadCaller> authenticate(
            MultiMap headers, Map<String, List<String>> query, UUID datasetId, SignatureBudget budget) {
        Credential credential = Credential.of(headers, query);
        if (credential == Credential.None.NONE) {
            if (open.isPresent() && !hasTokenParameter(query)) {
                return Future.succeededFuture(
                        new DownloadCaller(Caller.ANONYMOUS, until(open.get()), false, Optional.empty()));
            }
            return Future.succeededFuture(byToken(tokens.verify(token(query), datasetId, budget), false));
        }
        if (credential instanceof Credential.Bearer bearer && UnverifiedType.isDownload(bearer.jwt())) {
            return Future.succeededFuture(byToken(tokens.verify(bearer.jwt(), datasetId, budget), true));
        }
        return callers.authenticate(credential, budget)
                .map(known -> new DownloadCaller(known, until(Tokens.MAX_TTL), true, Optional.empty()));
    }

    private static DownloadCaller byToken(VerifiedToken token, boolean credentialHeader) {
        return new DownloadCaller(
                token.subject().<Caller>map(Caller.TokenSubject::new).orElse(Caller.ANONYMOUS),
                token.expiresAt(),
                credentialHeader,
                Optional.of(token));
    }

    /**
     * Only the exact name is accepted: a proxy that removes {@code token} from its log does not remove {@code Token}.
     * {@code Token} is ignored. Without {@code token}, the response is {@code invalid_request}.
     */
    private static String token(Map<String, List<String>> query) {
        List<String> tokens = query.getOrDefault(TOKEN_PARAMETER, List.of());
        if (tokens.size() == 1) {
            return tokens.get(0);
        }
        throw RequestFailure.unauthorized(
                hasTokenParameter(query) ? Challenge.INVALID_REQUEST : Challenge.NO_CREDENTIAL);
    }

    /** Ignores the case of the name: a client that sends {@code Token} means to send a credential, so its request is not open. */
    private static boolean hasTokenParameter(Map<String, List<String>> query) {
        return !query.isEmpty() && query.keySet().stream().anyMatch(TOKEN_PARAMETER::equalsIgnoreCase);
    }

    private double until(Duration validity) {
        return clock.millis() / 1000.0 + validity.toSeconds();
    }
}
