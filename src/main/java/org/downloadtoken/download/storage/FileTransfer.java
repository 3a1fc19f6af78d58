package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import org.downloadtoken.representation.ByteRange;

/** Sends a range of an open file without copying it into memory, and closes the file. */
record FileTransfer(OpenFile file, ByteRange range) implements Cog.Transfer {
    @Override
    public Future<Void> to(HttpServerResponse response) {
        try {
            return response.sendFile(file.channel(), range.first(), range.length())
                    .onComplete(done -> file.close())
                    .onFailure(failure -> abort(response));
        } catch (RuntimeException failure) {
            file.close();
            return Future.failedFuture(failure);
        }
    }

    @Override
    public void cancel() {
        file.close();
    }

    /** Without this, a client would wait for the announced bytes. */
    private static void abort(HttpServerResponse response) {
        if (!response.closed()) {
            response.reset();
        }
    }
}
