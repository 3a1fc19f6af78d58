package org.downloadtoken;

import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.PublicDatasetCache;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.guard.DownloadAccess;
import org.downloadtoken.guard.DownloadAudit;
import org.downloadtoken.jose.TimeClaims;
import org.downloadtoken.mint.MintAuthorizer;
import org.downloadtoken.mint.MintCompletion;
import org.downloadtoken.mint.MintRateLimit;
import org.downloadtoken.mint.MintRecorder;
import org.downloadtoken.mint.TokenBatchAuthorizer;
import org.downloadtoken.mint.TokenResponseCache;
import org.downloadtoken.ratelimit.ClientAddress;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.client.RequestAddress;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.session.CallerAuthenticator;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadTokenMinter;

/** The objects of one event loop that several operations use, connected but without a server. */
record LoopServices(
        RequestClient clients,
        InvalidCredentialLimit invalidCredentials,
        DownloadAuthenticator downloadAuthenticator,
        DownloadAccess downloadAccess,
        DownloadAudit downloadAudit,
        TokenResponseCache tokens,
        MintAuthorizer mintAuthorizer,
        TokenBatchAuthorizer batchAuthorizer,
        MintCompletion mintCompletion) {

    static LoopServices create(Vertx vertx, ServiceConfig config, SharedServices shared) {
        Executor endOfTurn = task -> vertx.runOnContext(turn -> task.run());
        DatasetAccess access = new DatasetAccess(
                shared.accessTransport().connect(vertx),
                endOfTurn,
                new PublicDatasetCache(config.publicCache().ttl(), System::nanoTime, shared.invalidations(), endOfTurn),
                shared.metrics().access());
        RequestClient clients = new RequestClient(
                new RequestAddress(new ClientAddress(config.limits().trustedProxies())));
        InvalidCredentialLimit invalidCredentials =
                new InvalidCredentialLimit(shared.limits().invalidCredentials(), clients);
        Verifiers verifiers = new Verifiers(
                shared, new TimeClaims(shared.clock(), config.tokens().clockLeeway()));
        CallerAuthenticator callers = new CallerAuthenticator(verifiers.sessions());
        MintRateLimit mintLimit = new MintRateLimit(shared.limits().mints(), clients);
        MintAuthorizer mintAuthorizer = new MintAuthorizer(callers, mintLimit, access);
        return new LoopServices(
                clients,
                invalidCredentials,
                new DownloadAuthenticator(
                        callers,
                        verifiers.downloadTokens(),
                        shared.clock(),
                        config.downloads().openFor(config.tokens().ttl())),
                new DownloadAccess(access, shared.limits().mints(), clients),
                new DownloadAudit(shared.audit(), clients, shared.clock()),
                tokens(vertx, config.tokens(), shared),
                mintAuthorizer,
                new TokenBatchAuthorizer(mintAuthorizer, mintLimit, access),
                new MintCompletion(
                        invalidCredentials,
                        new MintRecorder(
                                shared.metrics().mint(), shared.audit(), clients.addresses(), shared.clock())));
    }

    private static TokenResponseCache tokens(Vertx vertx, Tokens tokens, SharedServices shared) {
        return new TokenResponseCache(
                new DownloadTokenMinter(vertx, shared.keyRing(), tokens.ttl(), tokens.clockSkew()), shared.clock());
    }
}
