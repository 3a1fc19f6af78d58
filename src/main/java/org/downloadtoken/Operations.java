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
import org.downloadtoken.download.storage.CogFinder;
import org.downloadtoken.forwardauth.ForwardedRequestReader;
import org.downloadtoken.forwardauth.VerifyDownloadHandler;
import org.downloadtoken.jose.ExpectedIssuerAndAudience;
import org.downloadtoken.jose.JwtVerifier;
import org.downloadtoken.jose.VerificationKeyResolver;
import org.downloadtoken.mint.MintDownloadTokenHandler;
import org.downloadtoken.mint.MintRateLimit;
import org.downloadtoken.mint.MintRecorder;
import org.downloadtoken.mint.TokenResponseCache;
import org.downloadtoken.ratelimit.ClientAddress;
import org.downloadtoken.server.JwksHandler;
import org.downloadtoken.server.RequestAddress;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.session.CallerAuthenticator;
import org.downloadtoken.token.DownloadAuthenticator;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.DownloadTokenVerifier;

/** Creates the handler of each operation of the contract for one event loop. */
final class Operations {
    static final String MINT = "createDownloadToken";
    static final String DOWNLOAD = "downloadCog";

    private final Vertx vertx;
    private final ServiceConfig config;
    private final OpenAPIContract contract;
    private final SharedServices shared;
    private final DatasetAccess access;
    private final CallerAuthenticator callerAuthenticator;
    private final DownloadAuthenticator downloadAuthenticator;

    Operations(Vertx vertx, ServiceConfig config, OpenAPIContract contract, SharedServices shared) {
        this.vertx = vertx;
        this.config = config;
        this.contract = contract;
        this.shared = shared;
        this.access = new DatasetAccess(
                vertx.eventBus(),
                new PublicDatasetCache(config.publicCache().ttl(), System::nanoTime, shared.invalidations()),
                shared.metrics().access());
        this.callerAuthenticator = new CallerAuthenticator(shared.sessions().verifier(shared.clock()));
        JwtVerifier tokens = new JwtVerifier(
                new VerificationKeyResolver(() -> shared.keyRing().get().verification()),
                ExpectedIssuerAndAudience.NO_AUDIENCE,
                shared.clock());
        this.downloadAuthenticator = new DownloadAuthenticator(
                callerAuthenticator,
                new DownloadTokenVerifier(
                        tokens, shared.clock(), shared.metrics().downloads()),
                shared.clock());
    }

    Map<String, Handler<RoutingContext>> handlers(ContractDocument document) {
        DownloadCogHandler download = download();
        VerifyDownloadHandler verify = verify();
        return Map.of(
                MINT,
                mint(),
                DOWNLOAD,
                download,
                "headCog",
                download,
                "verifyDownload",
                verify,
                "verifyDownloadHead",
                verify,
                "getKeys",
                new JwksHandler(shared.keyRing()),
                "getContract",
                document.yaml()::respond,
                "getContractJson",
                document.json()::respond);
    }

    private MintDownloadTokenHandler mint() {
        DownloadTokenMinter minter = new DownloadTokenMinter(
                vertx, shared.keyRing(), config.tokens().ttl(), config.tokens().clockSkew());
        RequestAddress addresses =
                new RequestAddress(new ClientAddress(config.rateLimit().trustedProxies()));
        return new MintDownloadTokenHandler(
                new DatasetIdParser(contract, MINT),
                callerAuthenticator,
                new MintRateLimit(shared.limiter(), addresses),
                access,
                new TokenResponseCache(minter, shared.clock()),
                new MintRecorder(shared.metrics().mint(), shared.audit(), addresses, shared.keyRing(), shared.clock()));
    }

    private DownloadCogHandler download() {
        return new DownloadCogHandler(
                new DatasetIdParser(contract, DOWNLOAD),
                downloadAuthenticator,
                access,
                new CogFinder(shared.storage()),
                new CogResponse(shared.clock(), shared.metrics().downloads()),
                shared.metrics().downloads());
    }

    private VerifyDownloadHandler verify() {
        return new VerifyDownloadHandler(
                new ForwardedRequestReader(config.forwardAuth(), new DatasetIdParser(contract, DOWNLOAD)),
                downloadAuthenticator,
                access,
                shared.metrics().downloads());
    }
}
