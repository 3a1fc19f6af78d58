package org.downloadtoken.download;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.Date;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.download.storage.FileName;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.metrics.DownloadMetrics;
import org.downloadtoken.metrics.DownloadResponse;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.WriteProgress;
import org.downloadtoken.session.CredentialHeaders;

/** Responds with a redirect, the description of a file, or the selected bytes (RFC 9110, sections 13 and 14). */
public record CogResponse(Clock clock, DownloadMetrics metrics) {
    private static final CharSequence CONTENT_DISPOSITION = HttpHeaders.createOptimized("Content-Disposition");
    private static final CharSequence CREDENTIALS = HttpHeaders.createOptimized(CredentialHeaders.NAMES);
    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");

    /**
     * Responds, and completes after the last byte or after the transfer was aborted. Fails with a {@link RequestFailure}, before
     * the head of the response, if a condition is false, the range has no bytes, or the storage does not answer.
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
        head(response, asset, opened.description(), opened.selection());
        if (opened.transfer().isEmpty()) {
            return end(response, kind(opened.selection()));
        }
        long length = length(opened);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
        WriteProgress.watch(request.connection());
        return opened.transfer()
                .get()
                .to(response)
                .map(sent -> {
                    metrics.sentBytes(length);
                    return kind(opened.selection());
                })
                .otherwise(failure -> {
                    if (Failure.of(failure) == Failure.STORAGE_UNAVAILABLE) {
                        metrics.transferCut();
                    }
                    return DownloadResponse.ABORTED;
                });
    }

    private static Future<DownloadResponse> end(HttpServerResponse response, DownloadResponse kind) {
        return response.end().map(kind).otherwise(DownloadResponse.ABORTED);
    }

    private static long length(Cog.Opened opened) {
        return opened.selection() instanceof Selection.Part part
                ? part.range().length()
                : opened.description().size();
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
                .set(HttpHeaders.DATE, DateFormatter.format(Date.from(clock.instant())))
                .set(HttpHeaders.ETAG, file.version().etag())
                .set(HttpHeaders.LAST_MODIFIED, file.version().lastModifiedDate());
        if (selection == Selection.All.NOT_MODIFIED) {
            return response.setStatusCode(304);
        }
        response.headers()
                .set(HttpHeaders.ACCEPT_RANGES, "bytes")
                .set(HttpHeaders.CONTENT_TYPE, Cog.MEDIA_TYPE)
                .set(CONTENT_DISPOSITION, FileName.disposition(asset));
        if (selection instanceof Selection.Part part) {
            String range = "bytes " + part.range().first() + "-" + part.range().last() + "/" + file.size();
            response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, range);
        }
        return response;
    }
}
