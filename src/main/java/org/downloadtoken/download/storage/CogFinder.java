package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import java.util.Optional;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.config.StorageKeyTemplate;
import org.downloadtoken.encoding.WebUrl;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;
import org.downloadtoken.token.DownloadCaller;

/** Finds the file of a dataset, either at its remote URL or in the storage of this instance. */
public record CogFinder(CogStorage storage, StorageKeyTemplate keys) {
    public CogFinder(CogStorage storage) {
        this(storage, StorageKeyTemplate.ASSET_URI_ONLY);
    }

    /**
     * The raster asset of a granted dataset, with the key of its file if it is stored here.
     *
     * @throws RequestFailure with {@link Failure#NOT_A_RASTER} if the dataset is not a raster, with
     *     {@link Failure#FILE_MISSING} if the catalog names no file or the file has no key
     */
    public RasterAsset asset(Granted grant) {
        RasterAsset asset = raster(grant.content());
        if (asset.remote()) {
            return asset;
        }
        if (keys.requiresTenant() && grant.tenantId().isEmpty()) {
            throw UnservableAssetException.failure(
                    UnservableCause.NO_TENANT,
                    asset.uri(),
                    "STORAGE_KEY_TEMPLATE requires a tenant, and the dataset has none");
        }
        return keys.key(asset.uri(), grant.tenantId())
                .map(asset::withUri)
                .orElseThrow(() -> UnservableAssetException.failure(
                        UnservableCause.INVALID_KEY, asset.uri(), "STORAGE_KEY_TEMPLATE requires a relative path"));
    }

    private static RasterAsset raster(Content content) {
        if (content instanceof RasterAsset asset) {
            return asset;
        }
        throw switch ((Content.Absent) content) {
            case NOT_A_RASTER -> new RequestFailure(Failure.NOT_A_RASTER);
            case NO_ASSET -> UnservableAssetException.failure(UnservableCause.NO_ASSET, "the catalog names no file");
            case URI_TOO_LONG ->
                UnservableAssetException.failure(
                        UnservableCause.NAME_TOO_LONG, "its asset_uri has more than 4096 characters");
        };
    }

    /**
     * The file, or a redirect to a URL that is valid as long as the caller is authorized. Fails like {@link CogStorage}, or
     * with {@link Failure#REMOTE_FILE_NEEDS_TOKEN}.
     */
    public Future<Cog> get(CogRequest request) {
        return (request.asset().remote() ? remote(request.asset()) : storage.get(request))
                .compose(cog -> refuseRedirectWithCredential(cog, request.caller()));
    }

    /** The description of the file, or a redirect. Fails like {@link #get}. */
    public Future<Cog> head(CogRequest request) {
        return (request.asset().remote() ? remote(request.asset()) : storage.head(request))
                .compose(cog -> refuseRedirectWithCredential(cog, request.caller()));
    }

    /** Refuses to redirect a request with a credential header: its client may send the header to the other host. */
    private static Future<Cog> refuseRedirectWithCredential(Cog cog, DownloadCaller caller) {
        return cog instanceof Cog.Redirect && caller.credentialHeader()
                ? Future.failedFuture(new RequestFailure(Failure.REMOTE_FILE_NEEDS_TOKEN))
                : Future.succeededFuture(cog);
    }

    /**
     * A redirect to an http or https URL. A URL with a password is rejected, since the caller would receive the password. The
     * message never contains the URL, since any part of it may be secret.
     */
    private static Future<Cog> remote(RasterAsset asset) {
        Optional<WebUrl> url = WebUrl.parse(asset.uri());
        if (url.isEmpty()) {
            return Future.failedFuture(UnservableAssetException.failure(
                    UnservableCause.INVALID_URL, "its asset_uri is not an http or https URL with a valid host"));
        }
        if (url.get().hasCredentials()) {
            return Future.failedFuture(UnservableAssetException.failure(
                    UnservableCause.CREDENTIALS_IN_URL, "its asset_uri contains a user name or password"));
        }
        return Future.succeededFuture(new Cog.Redirect(url.get().toString()));
    }
}
