package org.downloadtoken.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.Map;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.PublicDatasetCache;
import org.downloadtoken.caller.CallerAuthenticator;
import org.downloadtoken.caller.SessionVerifier;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.download.CogFinder;
import org.downloadtoken.download.CogStorage;
import org.downloadtoken.download.DownloadAuthenticator;
import org.downloadtoken.jwt.JwtVerifier;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.DownloadTokenVerifier;
import org.downloadtoken.token.SigningKeys;

/** The handler of each operation of the contract, on one event loop; what they share belongs to that loop alone. */
final class Operations {
    static final String MINT = "createDownloadToken";
    static final String DOWNLOAD = "downloadCog";

    private final ServiceConfig config;
    private final OpenAPIContract contract;
    private final TokenMetrics metrics;
    private final Clock clock;
    private final DatasetAccess access;
    private final CallerAuthenticator callers;
    private final DownloadAuthenticator downloaders;

    Operations(Vertx vertx, ServiceConfig config, OpenAPIContract contract, TokenMetrics metrics, Clock clock) {
        this.config = config;
        this.contract = contract;
        this.metrics = metrics;
        this.clock = clock;
        this.access = new DatasetAccess(
                vertx.eventBus(), new PublicDatasetCache(config.publicCacheTtl(), System::nanoTime), metrics);
        JwtVerifier jwt = new JwtVerifier(config.tokens().secret().value(), clock);
        this.callers = new CallerAuthenticator(new SessionVerifier(jwt));
        this.downloaders = new DownloadAuthenticator(callers, new DownloadTokenVerifier(jwt, clock, metrics), clock);
    }

    Map<String, Handler<RoutingContext>> handlers(Vertx vertx, ContractDocument document, CogStorage storage) {
        DownloadCogHandler download = download(storage);
        VerifyDownloadHandler verify = verify();
        return Map.of(
                MINT,
                mint(vertx),
                DOWNLOAD,
                download,
                "headCog",
                download,
                "verifyDownload",
                verify,
                "verifyDownloadHead",
                verify,
                "getContract",
                new ContractHandler(document.published()));
    }

    private MintDownloadTokenHandler mint(Vertx vertx) {
        ServiceConfig.Tokens tokens = config.tokens();
        DownloadTokenMinter minter = new DownloadTokenMinter(
                SigningKeys.shared(vertx, tokens.secret().value()), tokens.ttl(), tokens.clockSkew());
        return new MintDownloadTokenHandler(
                new ContractValidator(contract, MINT), callers, access, new MintedResponses(minter, clock), metrics);
    }

    private DownloadCogHandler download(CogStorage storage) {
        return new DownloadCogHandler(
                new ContractValidator(contract, DOWNLOAD),
                downloaders,
                access,
                new CogFinder(storage),
                new CogResponse(clock, metrics),
                metrics);
    }

    private VerifyDownloadHandler verify() {
        return new VerifyDownloadHandler(
                new ForwardedRequestReader(config.forwardAuth(), new ContractValidator(contract, DOWNLOAD)),
                downloaders,
                access,
                metrics);
    }
}
