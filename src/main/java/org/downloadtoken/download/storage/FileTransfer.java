package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.server.ChunkBuffer;

/**
 * Sends a range of an open file in chunks. Worker threads read, since a disk or a network file system can hang; the event loop
 * only writes what has been read. {@code sendfile} would read on the event loop. The next chunk is read after the previous one
 * was written, so a slow client occupies one chunk and no thread. The first chunk is read before the response starts, so a
 * file that cannot be read is answered 503.
 */
final class FileTransfer implements Cog.Transfer {
    /** Most range requests of map viewers are smaller than this. */
    static final int FIRST_CHUNK_BYTES = 64 << 10;

    static final int CHUNK_BYTES = 256 << 10;

    private final FileCalls calls;
    private final OpenFile file;
    private final ByteRange range;
    private final Promise<Void> sent = Promise.promise();
    private ChunkBuffer chunk;
    private int chunkLength;
    private long next;

    /** Creates a transfer. A worker thread then calls {@link #read}. */
    FileTransfer(FileCalls calls, OpenFile file, ByteRange range) {
        this.calls = calls;
        this.file = file;
        this.range = range;
        this.next = range.first();
        this.chunk = new ChunkBuffer((int) Math.min(range.length(), FIRST_CHUNK_BYTES));
    }

    @Override
    public long length() {
        return range.length();
    }

    @Override
    public Future<Void> to(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length()));
        write(response);
        return sent.future();
    }

    /** To close a file can hang like a read, so it is a call like one. */
    @Override
    public void cancel() {
        var unused = calls.call(
                () -> {
                    close();
                    return this;
                },
                this::close);
    }

    /** Reads the next chunk on a worker thread, and closes the file after the last one. After a failure all is closed. */
    FileTransfer read() throws IOException {
        try {
            if (next > range.first() && chunk.capacity() < CHUNK_BYTES) {
                chunk.release();
                chunk = new ChunkBuffer(CHUNK_BYTES);
            }
            chunkLength = (int) Math.min(chunk.capacity(), range.last() + 1 - next);
            file.read(chunk.space(chunkLength), next);
            next += chunkLength;
            if (isRead()) {
                file.close();
            }
            return this;
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** Closes the file and frees the memory, on a worker thread. */
    void close() {
        file.close();
        chunk.release();
    }

    private boolean isRead() {
        return next > range.last();
    }

    private void write(HttpServerResponse response) {
        boolean last = isRead();
        Buffer content = chunk.content(chunkLength);
        (last ? response.end(content) : response.write(content)).onComplete(written -> {
            if (written.failed()) { // the client has left
                cancel();
                sent.fail(written.cause());
            } else if (last) {
                chunk.release();
                sent.complete();
            } else {
                readNext(response);
            }
        });
    }

    private void readNext(HttpServerResponse response) {
        calls.call(this::read, this::close)
                .onSuccess(read -> {
                    if (response.closed()) {
                        cancel();
                        sent.fail(new ClosedChannelException());
                    } else {
                        write(response);
                    }
                })
                .onFailure(sent::fail);
    }
}
