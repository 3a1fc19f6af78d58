package org.downloadtoken.download;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Instant;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.metrics.DownloadResponse;
import org.downloadtoken.representation.ContentDisposition;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.connection.ConnectionClose;
import org.downloadtoken.server.connection.WriteProgress;
import org.downloadtoken.session.CredentialHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responds with a redirect, the description of a file, or the selected bytes (RFC 9110, sections 13 and 14). */
public record CogResponse(Clock clock, DownloadMetrics metrics) {
    private static final Logger LOG = LoggerFactory.getLogger(CogResponse.class);
    private static final CharSequence CONTENT_DISPOSITION = HttpHeaders.createOptimized("Content-Disposition");
    private static final CharSequence CREDENTIALS = HttpHeaders.createOptimized(CredentialHeaders.NAMES);
    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");

    /**
     * Responds, and completes after the last byte or after the transfer was aborted. Fails with a {@link RequestFailure},
     * before the head of the response, if a condition is false, the range has no bytes, or the storage does not answer.
     */
    public Future<DownloadResponse> send(HttpServerRequest request, RasterAsset asset, Cog cog) {
        if (cog instanceof Cog.Redirect redirect) {
            return end(
                    request.response()
                            .setStatusCode(302)
                            .putHeader(HttpHeaders.LOCATION, redirect.location())
                            .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE),
                    DownloadResponse.REDIRECT);
        }
        if (cog instanceof Cog.Described described) {
            FileDescription file = described.description();
            Selection selection = select(request, file, false);
            return end(
                    head(request.response(), asset, file, selection)
                            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.size())),
                    kind(selection));
        }
        return ((Cog.Source) cog)
                .open(file -> select(request, file, true))
                .compose(opened -> send(request, asset, opened));
    }

    private Future<DownloadResponse> send(HttpServerRequest request, RasterAsset asset, Cog.Opened opened) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            opened.transfer().ifPresent(Cog.Transfer::cancel);
            return Future.succeededFuture(DownloadResponse.ABORTED);
        }
        try {
            head(response, asset, opened.description(), opened.selection());
            DownloadResponse kind = kind(opened.selection());
            return opened.transfer()
                    .map(transfer -> send(request, transfer, kind))
                    .orElseGet(() -> end(response, kind));
        } catch (RuntimeException failure) {
            opened.transfer().ifPresent(Cog.Transfer::cancel);
            throw failure;
        }
    }

    private Future<DownloadResponse> send(HttpServerRequest request, Cog.Transfer transfer, DownloadResponse kind) {
        WriteProgress.watch(request.connection());
        return transfer.to(request.response())
                .onSuccess(sent -> metrics.sentBytes(transfer.length()))
                .map(kind)
                .otherwise(failure -> aborted(request, failure));
    }

    private DownloadResponse aborted(HttpServerRequest request, Throwable failure) {
        if (Failure.of(failure) == Failure.STORAGE_UNAVAILABLE) {
            metrics.transferAborted();
        } else if (failure instanceof RuntimeException && !(failure instanceof VertxException)) {
            LOG.error("A download failed", failure); // a client that leaves causes an IOException or a VertxException
        }
        ConnectionClose.abort(request);
        return DownloadResponse.ABORTED;
    }

    private static Future<DownloadResponse> end(HttpServerResponse response, DownloadResponse kind) {
        return response.end().map(kind).otherwise(DownloadResponse.ABORTED);
    }

    private static DownloadResponse kind(Selection selection) {
        if (selection instanceof Selection.Part) {
            return DownloadResponse.PART;
        }
        return selection == Selection.All.NOT_MODIFIED ? DownloadResponse.NOT_MODIFIED : DownloadResponse.WHOLE;
    }

    private Selection select(HttpServerRequest request, FileDescription file, boolean ranges) {
        return Selection.of(request.headers(), ranges, file, clock.instant());
    }

    private HttpServerResponse head(
            HttpServerResponse response, RasterAsset asset, FileDescription file, Selection selection) {
        response.headers()
                .add(HttpHeaders.VARY, CREDENTIALS)
                .set(HttpHeaders.CACHE_CONTROL, PRIVATE)
                .set(HttpHeaders.ETAG, file.version().etag())
                .set(HttpHeaders.LAST_MODIFIED, file.version().lastModifiedDate(date(response)));
        if (selection == Selection.All.NOT_MODIFIED) {
            return response.setStatusCode(304);
        }
        response.headers()
                .set(HttpHeaders.ACCEPT_RANGES, "bytes")
                .set(HttpHeaders.CONTENT_TYPE, Cog.MEDIA_TYPE)
                .set(CONTENT_DISPOSITION, ContentDisposition.of(asset.title()));
        if (selection instanceof Selection.Part part) {
            String range = "bytes " + part.range().first() + "-" + part.range().last() + "/" + file.size();
            response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, range);
        }
        return response;
    }

    /** The response got its date when the request arrived; the clock may be a second further. */
    private Instant date(HttpServerResponse response) {
        String date = response.headers().get(HttpHeaders.DATE);
        return date == null
                ? clock.instant()
                : DateFormatter.parseHttpDate(date).toInstant();
    }
}
