package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.token.DownloadCaller;
import org.slf4j.LoggerFactory;

/** Finds the file of a dataset: at its remote URL, or in the storage of this instance. */
public record CogFinder(CogStorage storage, RateLimitedLog operator) {
    public CogFinder(CogStorage storage) {
        this(storage, new RateLimitedLog(LoggerFactory.getLogger(CogFinder.class), System::nanoTime));
    }

    /**
     * What a dataset has to download.
     *
     * @throws RequestFailure if it can have nothing
     * @throws RequestFailure if it has nothing
     */
    public RasterAsset asset(Content content) {
        if (content instanceof RasterAsset asset) {
            return asset;
        }
        throw content == Content.Absent.NOT_A_RASTER
                ? new RequestFailure(Failure.NOT_A_RASTER)
                : new RequestFailure(Failure.FILE_MISSING);
    }

    /**
     * The file, or where it is for as long as the caller is authorized; fails as {@link CogStorage} does, or with
     * {@link Failure#REMOTE_FILE_NEEDS_TOKEN}.
     */
    public Future<Cog> get(RasterAsset asset, DownloadCaller caller, MultiMap headers) {
        return (asset.remote() ? remote(asset) : storage.get(asset, caller, headers))
                .compose(cog -> withoutCredentials(cog, caller));
    }

    /** The file without its bytes; fails likewise. */
    public Future<Cog> head(RasterAsset asset, DownloadCaller caller) {
        return (asset.remote() ? remote(asset) : storage.head(asset)).compose(cog -> withoutCredentials(cog, caller));
    }

    /** Refuses to redirect a request with a credential header: its client may send the header to the other host. */
    private static Future<Cog> withoutCredentials(Cog cog, DownloadCaller caller) {
        return cog instanceof Cog.Redirect && caller.credentialHeader()
                ? Future.failedFuture(new RequestFailure(Failure.REMOTE_FILE_NEEDS_TOKEN))
                : Future.succeededFuture(cog);
    }

    private Future<Cog> remote(RasterAsset asset) {
        return location(asset)
                .<Future<Cog>>map(location -> Future.succeededFuture(new Cog.Redirect(location.toASCIIString())))
                .orElseGet(() -> Future.failedFuture(new RequestFailure(Failure.FILE_MISSING)));
    }

    /** No browser may be sent anywhere but to the web, and no caller may get the catalog's credential for it. */
    private Optional<URI> location(RasterAsset asset) {
        try {
            URI location = new URI(asset.uri());
            String authority = Objects.requireNonNullElse(location.getRawAuthority(), "");
            int userInfoEnd = authority.lastIndexOf('@');
            if (userInfoEnd >= 0) {
                return refuse(asset, "contains a user name or password");
            }
            String scheme = location.getScheme();
            boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web && location.getHost() != null
                    ? Optional.of(location)
                    : refuse(asset, "is not an http or https URL with a valid host");
        } catch (URISyntaxException e) {
            return refuse(asset, "is not a URL; spaces must be percent-encoded");
        }
    }

    /** Names the asset by its title, since any part of the URL may be secret. */
    private Optional<URI> refuse(RasterAsset asset, String cause) {
        operator.warn("The remote asset of \"" + asset.title().replaceAll("\\p{Cntrl}", "?")
                + "\" is answered 404: its asset_uri " + cause);
        return Optional.empty();
    }
}
