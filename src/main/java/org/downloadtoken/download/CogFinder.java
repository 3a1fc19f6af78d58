package org.downloadtoken.download;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.downloadtoken.access.Content;
import org.downloadtoken.access.Content.RasterAsset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the file of a dataset: at its remote URL, or in the storage of this instance. */
public record CogFinder(CogStorage storage) {
    private static final Logger LOG = LoggerFactory.getLogger(CogFinder.class);

    /**
     * What a dataset has to download.
     *
     * @throws NotARaster if it can have nothing
     * @throws AssetMissing if it has nothing
     */
    public RasterAsset asset(Content content) {
        if (content instanceof RasterAsset asset) {
            return asset;
        }
        throw content == Content.Absent.NOT_A_RASTER ? new NotARaster() : new AssetMissing();
    }

    /**
     * The file, or where it is for as long as the caller is authorized; fails as {@link CogStorage} does, or with
     * {@link RemoteNeedsToken}.
     */
    public Future<Cog> get(RasterAsset asset, DownloadCaller caller, MultiMap headers) {
        return asset.remote() ? remote(asset, caller) : storage.get(asset, caller, headers);
    }

    /** The file without its bytes; fails likewise. */
    public Future<Cog> head(RasterAsset asset, DownloadCaller caller) {
        return asset.remote() ? remote(asset, caller) : storage.head(asset);
    }

    /** A URL that leads nowhere is told first: a token would not help there. */
    private static Future<Cog> remote(RasterAsset asset, DownloadCaller caller) {
        Optional<URI> location = location(asset.uri());
        if (location.isEmpty()) {
            return Future.failedFuture(new AssetMissing());
        }
        if (caller.credentialHeader()) {
            return Future.failedFuture(new RemoteNeedsToken());
        }
        return Future.succeededFuture(new Cog.Elsewhere(location.get().toASCIIString()));
    }

    /** No browser may be sent anywhere but to the web, and no caller may get the catalog's credential for it. */
    private static Optional<URI> location(String uri) {
        try {
            URI location = new URI(uri);
            String authority = Objects.requireNonNullElse(location.getRawAuthority(), "");
            int userInfoEnd = authority.lastIndexOf('@');
            if (userInfoEnd >= 0) {
                LOG.warn(
                        "A remote asset on {} is not served: its asset_uri contains a user name or password",
                        authority.substring(userInfoEnd + 1));
                return Optional.empty();
            }
            String scheme = location.getScheme();
            boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return Optional.of(location).filter(url -> web && url.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
