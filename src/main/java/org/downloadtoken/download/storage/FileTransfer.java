package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.representation.ByteRange;
import org.slf4j.LoggerFactory;

/**
 * Sends a range of an open file without copying it into memory, and closes the file. Vert.x reads the file size when the
 * transfer starts, and shortens Content-Length if the file ends before the range does. So a file that was truncated before
 * that moment does not get a Content-Length that is too large.
 */
record FileTransfer(OpenFile file, ByteRange range) implements Cog.Transfer {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(FileTransfer.class), System::nanoTime);

    @Override
    public long length() {
        return range.length();
    }

    @Override
    public Future<Void> to(HttpServerResponse response) {
        Future<Void> sent = isTruncated()
                ? Future.failedFuture(new IOException("the file became shorter"))
                : response.sendFile(file.channel(), range.first(), range.length());
        return sent.recover(failure ->
                        Future.failedFuture(isClientGone(failure) && !isTruncated() ? failure : unavailable(failure)))
                .onComplete(done -> file.close());
    }

    @Override
    public void cancel() {
        file.close();
    }

    private boolean isTruncated() {
        try {
            return file.channel().size() <= range.last();
        } catch (IOException e) {
            return true;
        }
    }

    /** A write that fails because of the client. Any other failure comes from the file. */
    private static boolean isClientGone(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof ClosedChannelException
                || failure instanceof VertxException
                || message.contains("Broken pipe")
                || message.contains("Connection reset");
    }

    private RequestFailure unavailable(Throwable failure) {
        LOG.warn(file.name() + " cannot be sent: " + failure.getMessage());
        return RequestFailure.storageUnavailable(failure);
    }
}
