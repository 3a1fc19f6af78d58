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
import org.downloadtoken.download.storage.StorageUnavailable;
import org.downloadtoken.metrics.TokenMetrics;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.Selection;
import org.downloadtoken.server.ProblemHandler;
import org.downloadtoken.server.WriteProgress;

/** Sends of a file what a request gets of it (RFC 9110, sections 13 and 14), without copying it into memory. */
public record CogResponse(Clock clock, TokenMetrics metrics) {
    private static final CharSequence CONTENT_DISPOSITION = HttpHeaders.createOptimized("Content-Disposition");
    private static final CharSequence CREDENTIALS = HttpHeaders.createOptimized("Authorization, X-Api-Key");
    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");

    /**
     * Answers the request, up to the first byte of a body; fails with {@link org.downloadtoken.download.PreconditionFailed}
     * if a condition of the request does not hold, and with {@link org.downloadtoken.download.RangeNotSatisfiable} if it
     * asks for bytes that the file does not have.
     */
    public Future<Void> send(HttpServerRequest request, RasterAsset asset, Cog cog) {
        if (cog instanceof Cog.Elsewhere elsewhere) {
            request.response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, elsewhere.location())
                    .putHeader(HttpHeaders.CACHE_CONTROL, ProblemHandler.NO_STORE)
                    .end();
        } else if (cog instanceof Cog.Description file) {
            Selection selection = select(request, file, false);
            head(request.response(), asset, file, selection)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.size()))
                    .end();
        } else if (cog instanceof Cog.OpenFile file) {
            send(request, asset, file);
        } else if (cog instanceof Cog.Streamed file) {
            return file.open(description -> select(request, description, true))
                    .onSuccess(opened -> send(request, asset, opened))
                    .mapEmpty();
        }
        return Future.succeededFuture();
    }

    private void send(HttpServerRequest request, RasterAsset asset, Cog.Opened file) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            file.transfer().ifPresent(Cog.Transfer::cancel);
            return;
        }
        head(response, asset, file.description(), file.selection());
        if (file.transfer().isEmpty()) {
            response.end();
            return;
        }
        long length = range(file.description(), file.selection()).length();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
        WriteProgress.watch(request.connection());
        file.transfer()
                .get()
                .to(response)
                .onSuccess(sent -> metrics.sent(length))
                .onFailure(failure -> {
                    if (failure instanceof StorageUnavailable) {
                        metrics.transferCut();
                    }
                });
    }

    private static ByteRange range(Cog.Description file, Selection selection) {
        return selection instanceof Selection.Part part ? part.range() : new ByteRange(0, file.size() - 1);
    }

    private void send(HttpServerRequest request, RasterAsset asset, Cog.OpenFile file) {
        try {
            if (request.response().closed()) { // by a client that has left; the library would fail over it
                file.close();
                return;
            }
            Selection selection = select(request, file.description(), true);
            HttpServerResponse response = head(request.response(), asset, file.description(), selection);
            ByteRange range = range(file.description(), selection);
            if (selection == Selection.All.NOT_MODIFIED || range.length() == 0) {
                response.end();
                file.close();
                return;
            }
            WriteProgress.watch(request.connection());
            response.sendFile(file.channel(), range.first(), range.length())
                    .onSuccess(sent -> metrics.sent(range.length()))
                    .onComplete(done -> file.close());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Selection select(HttpServerRequest request, Cog.Description file, boolean ranges) {
        return Selection.of(request.headers(), ranges, file, clock.instant());
    }

    private HttpServerResponse head(
            HttpServerResponse response, RasterAsset asset, Cog.Description file, Selection selection) {
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
