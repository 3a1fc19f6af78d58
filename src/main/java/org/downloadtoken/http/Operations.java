package org.downloadtoken.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;
import org.downloadtoken.access.DatasetAccess;
import org.downloadtoken.access.PublicDatasetCache;
import org.downloadtoken.caller.CallerAuthenticator;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.download.CogFinder;
import org.downloadtoken.download.DownloadAuthenticator;
import org.downloadtoken.jwt.JwtVerifier;
import org.downloadtoken.jwt.Recipient;
import org.downloadtoken.jwt.VerificationKeys;
import org.downloadtoken.limit.ClientAddress;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.DownloadTokenVerifier;

/** The handler of each operation of the contract, on one event loop; what they have in common belongs to that loop alone. */
final class Operations {
    static final String MINT = "createDownloadToken";
    static final String DOWNLOAD = "downloadCog";

    private final Vertx vertx;
    private final ServiceConfig config;
    private final OpenAPIContract contract;
    private final Shared shared;
    private final DatasetAccess access;
    private final CallerAuthenticator callers;
    private final DownloadAuthenticator downloaders;

    Operations(Vertx vertx, ServiceConfig config, OpenAPIContract contract, Shared shared) {
        this.vertx = vertx;
        this.config = config;
        this.contract = contract;
        this.shared = shared;
        this.access = new DatasetAccess(
                vertx.eventBus(),
                new PublicDatasetCache(config.publicCache().ttl(), System::nanoTime, shared.invalidations()),
                shared.metrics());
        this.callers = new CallerAuthenticator(shared.sessions().verifier(shared.clock()));
        JwtVerifier tokens = new JwtVerifier(
                new VerificationKeys(() -> shared.rings().get().verification()), Recipient.ANY, shared.clock());
        this.downloaders = new DownloadAuthenticator(
                callers, new DownloadTokenVerifier(tokens, shared.clock(), shared.metrics()), shared.clock());
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
                new JwksHandler(shared.rings()),
                "getContract",
                document.yaml()::answer,
                "getContractJson",
                document.json()::answer);
    }

    private MintDownloadTokenHandler mint() {
        DownloadTokenMinter minter = new DownloadTokenMinter(
                vertx, shared.rings(), config.tokens().ttl(), config.tokens().clockSkew());
        RequestAddress addresses =
                new RequestAddress(new ClientAddress(config.rateLimit().trustedProxies()));
        return new MintDownloadTokenHandler(
                new ContractValidator(contract, MINT),
                callers,
                new MintLimit(shared.limiter(), addresses),
                access,
                new MintedResponses(minter, shared.clock()),
                new MintRecords(shared.metrics(), shared.audit(), addresses, shared.rings(), shared.clock()));
    }

    private DownloadCogHandler download() {
        return new DownloadCogHandler(
                new ContractValidator(contract, DOWNLOAD),
                downloaders,
                access,
                new CogFinder(shared.storage()),
                new CogResponse(shared.clock(), shared.metrics()),
                shared.metrics());
    }

    private VerifyDownloadHandler verify() {
        return new VerifyDownloadHandler(
                new ForwardedRequestReader(config.forwardAuth(), new ContractValidator(contract, DOWNLOAD)),
                downloaders,
                access,
                shared.metrics());
    }
}
