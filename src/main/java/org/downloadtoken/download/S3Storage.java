package org.downloadtoken.download;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.downloadtoken.access.Content.RasterAsset;
import org.downloadtoken.config.Downloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Objects in one bucket. A GET is sent there by a URL that is signed for as long as the download is authorized; a HEAD
 * is answered here, since a URL signed for GET refuses it. Credentials are found as the AWS SDK finds them.
 */
final class S3Storage implements CogStorage {
    private static final Logger LOG = LoggerFactory.getLogger(S3Storage.class);
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1_500);
    private static final int NOT_FOUND = 404;

    private final StorageCalls calls;
    private final String bucket;
    private final Clock clock;
    private final S3Client client;
    private final S3Presigner presigner;

    S3Storage(Vertx vertx, Downloads.S3 settings, Clock clock) {
        this.calls = new StorageCalls(vertx, CALL_TIMEOUT.toMillis() * 2);
        this.bucket = settings.bucket();
        this.clock = clock;
        Region region = Region.of(settings.region());
        // Beside AWS itself, buckets have no host names of their own.
        S3Configuration addressing = S3Configuration.builder()
                .pathStyleAccessEnabled(settings.endpoint().isPresent())
                .build();
        S3ClientBuilder clients = S3Client.builder()
                .region(region)
                .serviceConfiguration(addressing)
                .overrideConfiguration(call -> call.apiCallTimeout(CALL_TIMEOUT))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        S3Presigner.Builder presigners = S3Presigner.builder().region(region).serviceConfiguration(addressing);
        settings.endpoint().map(URI::create).ifPresent(endpoint -> {
            clients.endpointOverride(endpoint);
            presigners.endpointOverride(endpoint);
        });
        this.client = clients.build();
        this.presigner = presigners.build();
    }

    @Override
    public Future<Cog> get(RasterAsset asset, double authorizedUntil) {
        return calls.call(() -> presigned(asset, authorizedUntil), late -> {});
    }

    @Override
    public Future<Cog> head(RasterAsset asset) {
        return calls.call(() -> described(asset), late -> {});
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }

    private Cog presigned(RasterAsset asset, double authorizedUntil) {
        GetObjectRequest object = GetObjectRequest.builder()
                .bucket(bucket)
                .key(StorageKey.of(asset.uri()).toString())
                .responseContentDisposition(FileName.disposition(asset))
                .build();
        long seconds = Math.max(1, (long) (authorizedUntil - clock.millis() / 1000.0));
        try {
            return new Cog.Elsewhere(presigner
                    .presignGetObject(request -> request.signatureDuration(Duration.ofSeconds(seconds))
                            .getObjectRequest(object))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private Cog described(RasterAsset asset) {
        String key = StorageKey.of(asset.uri()).toString();
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(key));
            return new Cog.Description(head.contentLength(), version(asset, head));
        } catch (S3Exception e) {
            throw e.statusCode() == NOT_FOUND ? new AssetMissing() : unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** A store need not know entity tags. */
    private static FileVersion version(RasterAsset asset, HeadObjectResponse head) {
        return Optional.ofNullable(head.eTag())
                .map(etag -> new FileVersion(etag, head.lastModified()))
                .orElseGet(() -> FileVersion.of(asset.sha256(), head.contentLength(), head.lastModified()));
    }

    private StorageUnavailable unavailable(SdkException cause) {
        LOG.warn("Bucket {} does not answer: {}", bucket, cause.getMessage());
        return new StorageUnavailable(cause);
    }
}
