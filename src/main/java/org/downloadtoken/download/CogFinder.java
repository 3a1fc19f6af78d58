package org.downloadtoken.download;

import io.vertx.core.Future;
import java.net.URI;
import java.net.URISyntaxException;
import org.downloadtoken.access.Content;
import org.downloadtoken.access.Content.RasterAsset;

/** Finds the file of a dataset: at its remote URL, or in the storage of this instance. */
public record CogFinder(CogStorage storage) {
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

    /** The file, or where it is until a time in seconds since the epoch; fails as {@link CogStorage} does. */
    public Future<Cog> get(RasterAsset asset, double authorizedUntil) {
        return asset.remote() ? remote(asset) : storage.get(asset, authorizedUntil);
    }

    /** The file without its bytes; fails likewise. */
    public Future<Cog> head(RasterAsset asset) {
        return asset.remote() ? remote(asset) : storage.head(asset);
    }

    /** No browser may be sent anywhere but to the web. */
    private static Future<Cog> remote(RasterAsset asset) {
        try {
            URI location = new URI(asset.uri());
            String scheme = location.getScheme();
            if (location.getHost() != null && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))) {
                return Future.succeededFuture(new Cog.Elsewhere(location.toASCIIString()));
            }
        } catch (URISyntaxException e) {
            // leads nowhere, as any other
        }
        return Future.failedFuture(new AssetMissing());
    }
}
