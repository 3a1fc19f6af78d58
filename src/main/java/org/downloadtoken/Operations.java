package org.downloadtoken;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.PublicDatasetCache;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.download.CogResponse;
import org.downloadtoken.download.DownloadCogHandler;
import org.downloadtoken.download.DownloadLimit;
import org.downloadtoken.download.UnservableAssetReporter;
import org.downloadtoken.download.storage.CogFinder;
import org.downloadtoken.forwardauth.ForwardedRequestReader;
import org.downloadtoken.forwardauth.VerifyDownloadHandler;
import org.downloadtoken.guard.DownloadAccess;
import org.downloadtoken.guard.DownloadAudit;
import org.downloadtoken.jose.TimeClaims;
import org.downloadtoken.mint.DownloadUrl;
import org.downloadtoken.mint.MintAuthorizer;
import org.downloadtoken.mint.MintCompletion;
import org.downloadtoken.mint.MintDownloadTokenHandler;
import org.downloadtoken.mint.MintRateLimit;
import org.downloadtoken.mint.MintRecorder;
import org.downloadtoken.mint.MintTokenBatchHandler;
import org.downloadtoken.mint.SignUrlHandler;
import org.downloadtoken.mint.TokenResponseCache;
import org.downloadtoken.ratelimit.ClientAddress;
import org.downloadtoken.server.JwksHandler;
import org.downloadtoken.server.client.InvalidCredentialLimit;
import org.downloadtoken.server.client.RequestAddress;
import org.downloadtoken.server.client.RequestClient;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.server.contract.FileNames;
import org.downloadtoken.session.CallerAuthenticator;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadTokenMinter;

/** Creates the handler of each operation of the contract for one event loop. */
final class Operations {
    static final String MINT = "createDownloadToken";
    static final String DOWNLOAD = "downloadCog";

    private final ServiceConfig config;
    private final OpenAPIContract contract;
    private final SharedServices shared;
    private final RequestClient clients;
    private final InvalidCredentialLimit invalidCredentials;
    private final CallerAuthenticator callerAuthenticator;
    private final DownloadAuthenticator downloadAuthenticator;
    private final DownloadAccess downloadAccess;
    private final DownloadAudit downloadAudit;
    private final TokenResponseCache tokens;
    private final MintAuthorizer mintAuthorizer;
    private final MintCompletion mintCompletion;

    Operations(Vertx vertx, ServiceConfig config, OpenAPIContract contract, SharedServices shared) {
        this.config = config;
        this.contract = contract;
        this.shared = shared;
        DatasetAccess access = new DatasetAccess(
                vertx.eventBus(),
                task -> vertx.runOnContext(turn -> task.run()),
                new PublicDatasetCache(config.publicCache().ttl(), System::nanoTime, shared.invalidations()),
                shared.metrics().access());
        this.clients = new RequestClient(
                new RequestAddress(new ClientAddress(config.limits().trustedProxies())));
        this.invalidCredentials = new InvalidCredentialLimit(shared.limits().invalidCredentials(), clients);
        Verifiers verifiers = new Verifiers(
                shared, new TimeClaims(shared.clock(), config.tokens().clockLeeway()));
        this.callerAuthenticator = new CallerAuthenticator(verifiers.sessions());
        this.downloadAuthenticator = new DownloadAuthenticator(
                callerAuthenticator,
                verifiers.downloadTokens(),
                shared.clock(),
                config.downloads().openFor(config.tokens().ttl()));
        this.downloadAccess = new DownloadAccess(access, shared.limits().mints(), clients);
        this.downloadAudit = new DownloadAudit(shared.audit(), clients, shared.clock());
        this.tokens = new TokenResponseCache(
                new DownloadTokenMinter(
                        vertx,
                        shared.keyRing(),
                        config.tokens().ttl(),
                        config.tokens().clockSkew()),
                shared.clock());
        this.mintAuthorizer = new MintAuthorizer(
                callerAuthenticator, new MintRateLimit(shared.limits().mints(), clients), access);
        this.mintCompletion = new MintCompletion(
                invalidCredentials,
                new MintRecorder(shared.metrics().mint(), shared.audit(), clients.addresses(), shared.clock()));
    }

    Map<String, Handler<RoutingContext>> handlers(ContractDocument document) {
        DownloadCogHandler download = download();
        VerifyDownloadHandler verify = verify();
        JwksHandler keys = new JwksHandler(shared.keyRing());
        Handler<RoutingContext> yaml = document.yaml()::respond;
        Handler<RoutingContext> json = document.json()::respond;
        return Map.ofEntries(
                Map.entry(MINT, mint()),
                Map.entry("createDownloadTokens", new MintTokenBatchHandler(mintAuthorizer, tokens, mintCompletion)),
                Map.entry("signUrl", sign()),
                Map.entry(DOWNLOAD, download),
                Map.entry("headCog", download),
                Map.entry("downloadNamedCog", FileNames.require(contract, "downloadNamedCog", download)),
                Map.entry("headNamedCog", FileNames.require(contract, "headNamedCog", download)),
                Map.entry("verifyDownload", verify),
                Map.entry("verifyDownloadHead", verify),
                Map.entry("getKeys", keys),
                Map.entry("headKeys", keys),
                Map.entry("getContract", yaml),
                Map.entry("headContract", yaml),
                Map.entry("getContractJson", json),
                Map.entry("headContractJson", json));
    }

    private MintDownloadTokenHandler mint() {
        return new MintDownloadTokenHandler(
                new DatasetIdParser(contract, MINT), mintAuthorizer, tokens, mintCompletion);
    }

    private SignUrlHandler sign() {
        return new SignUrlHandler(
                config.http().publicUrl().map(DownloadUrl::new), mintAuthorizer, tokens, mintCompletion);
    }

    private DownloadCogHandler download() {
        return new DownloadCogHandler(
                new DatasetIdParser(contract, DOWNLOAD),
                downloadAuthenticator,
                invalidCredentials,
                downloadAccess,
                downloadAudit,
                new DownloadLimit(shared.limits().downloads(), clients),
                new CogFinder(shared.storage(), config.downloads().keys()),
                new CogResponse(shared.clock(), shared.metrics().downloads()),
                new UnservableAssetReporter(shared.metrics().downloads()),
                shared.metrics().downloads());
    }

    private VerifyDownloadHandler verify() {
        return new VerifyDownloadHandler(
                new ForwardedRequestReader(config.forwardAuth()),
                downloadAuthenticator,
                invalidCredentials,
                downloadAccess,
                downloadAudit,
                shared.metrics().downloads());
    }
}
