package org.downloadtoken.server;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.downloadtoken.access.AccessRefused;
import org.downloadtoken.access.catalog.CatalogUnavailable;
import org.downloadtoken.download.storage.AssetMissing;
import org.downloadtoken.download.storage.NotARaster;
import org.downloadtoken.download.storage.RemoteNeedsToken;
import org.downloadtoken.download.storage.StorageUnavailable;
import org.downloadtoken.forwardauth.DownloadForbidden;
import org.downloadtoken.jose.KeysUnavailable;
import org.downloadtoken.ratelimit.RateLimited;
import org.downloadtoken.representation.PreconditionFailed;
import org.downloadtoken.representation.RangeNotSatisfiable;
import org.downloadtoken.session.InvalidCredentials;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (RFC 9457) of type {@code about:blank}. Every body is a constant: it repeats nothing of the request,
 * so it can neither leak nor tell a hidden dataset from a missing one.
 */
public record Problem(int status, String title, String detail, Buffer body) {
    static final Problem BAD_REQUEST = of(400, "Bad Request", "The request is malformed.");
    static final Problem UNAUTHORIZED =
            of(401, "Unauthorized", "The credential is missing, malformed, expired, revoked or unknown.");
    static final Problem FORBIDDEN =
            of(403, "Forbidden", "The API key is read-only, or none of your roles may do this.");
    static final Problem DOWNLOAD_FORBIDDEN = of(403, "Forbidden", "The download may not pass.");
    static final Problem REMOTE_NEEDS_TOKEN = of(
            403,
            "Forbidden",
            "The file is on another host, which must not see your credential: mint a download token and send it as"
                    + " ?token= instead of the header.");
    static final Problem NOT_A_RASTER = of(400, "Bad Request", "The dataset is not a raster, so it has no GeoTIFF.");
    static final Problem PRECONDITION_FAILED = of(
            412,
            "Precondition Failed",
            "The file is not the one that the request asks for; see If-Match and If-Unmodified-Since.");
    static final Problem RANGE_NOT_SATISFIABLE = of(
            416,
            "Range Not Satisfiable",
            "The file has none of the bytes that were asked for; see the Content-Range header.");
    static final Problem NOT_FOUND = of(404, "Not Found", "There is nothing here, or you may not see it.");
    static final Problem METHOD_NOT_ALLOWED =
            of(405, "Method Not Allowed", "The resource does not have this method; see the Allow header.");
    static final Problem CONTENT_TOO_LARGE = of(
            413, "Content Too Large", "A body of more than " + BodyLimit.BYTES + " bytes is refused; none is needed.");
    static final Problem UNPROCESSABLE_CONTENT = of(
            422,
            "Unprocessable Content",
            "dataset_id must be a UUID of 36 characters, such as 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0.");
    static final Problem TOO_MANY_REQUESTS =
            of(429, "Too Many Requests", "Too many requests; see the Retry-After header.");
    static final Problem INTERNAL_SERVER_ERROR =
            of(500, "Internal Server Error", "The service failed to answer; the cause is in its log.");
    static final Problem SERVICE_UNAVAILABLE = of(
            503,
            "Service Unavailable",
            "The service, or the catalog behind it, cannot answer at the moment; see the Retry-After header.");

    private static final Map<Class<? extends Throwable>, Problem> OF_FAILURES = Map.ofEntries(
            Map.entry(InvalidDatasetId.class, UNPROCESSABLE_CONTENT),
            Map.entry(MalformedRequest.class, BAD_REQUEST),
            Map.entry(InvalidCredentials.class, UNAUTHORIZED),
            Map.entry(DownloadForbidden.class, DOWNLOAD_FORBIDDEN),
            Map.entry(RemoteNeedsToken.class, REMOTE_NEEDS_TOKEN),
            Map.entry(NotARaster.class, NOT_A_RASTER),
            Map.entry(AssetMissing.class, NOT_FOUND),
            Map.entry(PreconditionFailed.class, PRECONDITION_FAILED),
            Map.entry(RangeNotSatisfiable.class, RANGE_NOT_SATISFIABLE),
            Map.entry(RateLimited.class, TOO_MANY_REQUESTS),
            Map.entry(KeysUnavailable.class, SERVICE_UNAVAILABLE),
            Map.entry(CatalogUnavailable.class, SERVICE_UNAVAILABLE),
            Map.entry(StorageUnavailable.class, SERVICE_UNAVAILABLE));

    /** Every status that may be answered: those of failures, and those of what the library refuses by itself. */
    static Stream<Integer> statuses() {
        return Stream.concat(OF_FAILURES.values().stream().map(Problem::status), Stream.of(405, 413, 414, 431, 500));
    }

    static Problem of(int status, String title, String detail) {
        return new Problem(
                status,
                title,
                detail,
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .toBuffer());
    }

    /** The one place where a failure becomes a status. */
    public static Problem of(Throwable failure) {
        if (failure instanceof AccessRefused refused) {
            return switch (refused.reason()) {
                case CALLER_UNKNOWN -> UNAUTHORIZED;
                case READ_ONLY_KEY, ROLE_MISSING -> FORBIDDEN;
                case HIDDEN -> NOT_FOUND;
            };
        }
        return OF_FAILURES.getOrDefault(failure.getClass(), INTERNAL_SERVER_ERROR);
    }

    /** For what the library refuses by itself: a status below 500 is the client's, all else is judged by its cause. */
    static Problem of(int status, @Nullable Throwable failure) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> CONTENT_TOO_LARGE;
            default -> {
                if (status < 500) {
                    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
                    yield of(status, reason, reason + ".");
                }
                yield failure == null ? INTERNAL_SERVER_ERROR : of(failure);
            }
        };
    }
}
