package org.downloadtoken.server.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends the requests of one connection that do not arrive, and its responses that are not read. */
final class OverdueStreams {
    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext context;
    private final Http2Connection.PropertyKey progressKey;
    private final Http2RemoteFlowController windows;

    private long connectionUpdatedAt;

    OverdueStreams(Http2ConnectionHandler http2, ChannelHandlerContext context, long now) {
        this.http2 = http2;
        this.context = context;
        progressKey = http2.connection().newKey();
        windows = http2.encoder().flowController();
        connectionUpdatedAt = now;
    }

    /** The client accepts more data on a stream, or on the connection if the id is 0. */
    void windowUpdated(int streamId, long now) {
        if (streamId == 0) {
            connectionUpdatedAt = now;
        } else {
            Http2Stream stream = http2.connection().stream(streamId);
            if (stream != null && stream.getProperty(progressKey) instanceof StreamProgress progress) {
                progress.windowUpdated(now);
            }
        }
    }

    /** Resets the streams that are overdue. */
    Http2Guard.Ended end(Duration requestDeadline, Duration stall, long now) {
        int connectionWindow = windows.windowSize(http2.connection().connectionStream());
        int requests = 0;
        int responses = 0;
        for (Http2Stream stream : activeStreams()) {
            StreamProgress progress = progress(stream, now);
            long stalled = progress.stalled(windows.windowSize(stream), connectionWindow, connectionUpdatedAt, now);
            boolean incomplete = stream.state().remoteSideOpen();
            if (incomplete && progress.age(now) >= requestDeadline.toNanos()) {
                requests++;
                reset(stream);
            } else if (!incomplete && (stalled >= stall.toNanos() || isUnanswered(stream, progress, now, stall))) {
                responses++;
                reset(stream);
            }
        }
        return new Http2Guard.Ended(requests, responses);
    }

    /** Whatever the cause: otherwise the client would wait for ever, and so would the end of the process. */
    private static boolean isUnanswered(Http2Stream stream, StreamProgress progress, long now, Duration stall) {
        return !stream.isHeadersSent() && progress.age(now) >= stall.toNanos();
    }

    /** A copy, since a stream that is reset is not active any more. */
    private List<Http2Stream> activeStreams() {
        if (http2.connection().numActiveStreams() == 0) {
            return List.of();
        }
        List<Http2Stream> active = new ArrayList<>();
        try {
            http2.connection().forEachActiveStream(active::add);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e); // only a visitor throws it
        }
        return active;
    }

    private StreamProgress progress(Http2Stream stream, long now) {
        if (stream.getProperty(progressKey) instanceof StreamProgress known) {
            return known;
        }
        StreamProgress progress = new StreamProgress(now);
        stream.setProperty(progressKey, progress);
        return progress;
    }

    private void reset(Http2Stream stream) {
        var unused =
                http2.encoder().writeRstStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
        context.flush();
    }
}
