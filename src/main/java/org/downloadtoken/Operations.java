package org.downloadtoken;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Map;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.download.CogResponse;
import org.downloadtoken.download.DownloadCogHandler;
import org.downloadtoken.download.DownloadLimit;
import org.downloadtoken.download.UnservableAssetReporter;
import org.downloadtoken.download.storage.CogFinder;
import org.downloadtoken.forwardauth.AuthorizationResponse;
import org.downloadtoken.forwardauth.ExtAuthzRequestReader;
import org.downloadtoken.forwardauth.ForwardedRequestReader;
import org.downloadtoken.forwardauth.UriHeaderRequestReader;
import org.downloadtoken.forwardauth.VerifyDownloadHandler;
import org.downloadtoken.mint.DownloadUrl;
import org.downloadtoken.mint.MintDownloadTokenHandler;
import org.downloadtoken.mint.MintTokenBatchHandler;
import org.downloadtoken.mint.SignUrlHandler;
import org.downloadtoken.server.JwksHandler;
import org.downloadtoken.server.contract.BoundOperations;
import org.downloadtoken.server.contract.ContractDocument;
import org.downloadtoken.server.contract.DatasetIdParser;
import org.downloadtoken.server.contract.FileNames;
import org.downloadtoken.server.contract.PrefixRoute;

/**
 * Creates the handler of each operation of the contract for one event loop.
 *
 * @param loop what the operations have in common on this event loop
 */
record Operations(ServiceConfig config, OpenAPIContract contract, SharedServices shared, LoopServices loop) {
    static final String MINT = "createDownloadToken";
    static final String DOWNLOAD = "downloadCog";

    static Operations on(Vertx vertx, ServiceConfig config, OpenAPIContract contract, SharedServices shared) {
        return new Operations(config, contract, shared, LoopServices.create(vertx, config, shared));
    }

    BoundOperations bound(ContractDocument document) {
        return new BoundOperations(handlers(document), extAuthz());
    }

    Map<String, Handler<RoutingContext>> handlers(ContractDocument document) {
        DownloadCogHandler download = download();
        VerifyDownloadHandler verify =
                verify(AuthorizationResponse.NO_CONTENT, new UriHeaderRequestReader(config.forwardAuth()));
        JwksHandler keys = new JwksHandler(shared.keyRing());
        Handler<RoutingContext> yaml = document.yaml()::respond;
        Handler<RoutingContext> json = document.json()::respond;
        return Map.ofEntries(
                Map.entry(MINT, mint()),
                Map.entry(
                        "createDownloadTokens",
                        new MintTokenBatchHandler(loop.batchAuthorizer(), loop.tokens(), loop.mintCompletion())),
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
                new DatasetIdParser(contract, MINT), loop.mintAuthorizer(), loop.tokens(), loop.mintCompletion());
    }

    private SignUrlHandler sign() {
        return new SignUrlHandler(
                config.http().publicUrl().map(DownloadUrl::new),
                loop.mintAuthorizer(),
                loop.tokens(),
                loop.mintCompletion());
    }

    private DownloadCogHandler download() {
        return new DownloadCogHandler(
                new DatasetIdParser(contract, DOWNLOAD),
                loop.downloadAuthenticator(),
                loop.invalidCredentials(),
                loop.downloadAccess(),
                loop.downloadAudit(),
                new DownloadLimit(shared.limits().downloads(), loop.clients()),
                new CogFinder(shared.storage(), config.downloads().keys()),
                new CogResponse(shared.clock(), shared.metrics().downloads()),
                new UnservableAssetReporter(shared.metrics().downloads()),
                shared.metrics().downloads());
    }

    PrefixRoute extAuthz() {
        return new PrefixRoute(
                config.http().basePath() + ExtAuthzRequestReader.PATH,
                verify(AuthorizationResponse.ENVOY, new ExtAuthzRequestReader(config.forwardAuth())));
    }

    private VerifyDownloadHandler verify(AuthorizationResponse allowed, ForwardedRequestReader reader) {
        return new VerifyDownloadHandler(
                allowed,
                reader,
                loop.downloadAuthenticator(),
                loop.invalidCredentials(),
                loop.downloadAccess(),
                loop.downloadAudit(),
                shared.metrics().downloads());
    }
}
