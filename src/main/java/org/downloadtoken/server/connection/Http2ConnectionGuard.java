package org.downloadtoken.server.connection;

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
import java.util.function.LongSupplier;

/** Ends the requests and responses of one connection that do not progress, and the connection if it sends useless bytes. */
final class Http2ConnectionGuard {
    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext context;
    private final LongSupplier nanoTime;
    private final ControlFrameBudget budget;
    private final Http2Drain drain;
    private final IgnoredBytesLimit ignoredBytes;
    private final Http2Connection.PropertyKey progressKey;
    private final Http2RemoteFlowController windows;

    private long connectionUpdatedAt;

    private Http2ConnectionGuard(Http2ConnectionHandler http2, ChannelHandlerContext context, LongSupplier nanoTime) {
        this.http2 = http2;
        this.context = context;
        this.nanoTime = nanoTime;
        drain = new Http2Drain(http2, context);
        budget = new ControlFrameBudget(nanoTime.getAsLong());
        ignoredBytes = new IgnoredBytesLimit(() -> http2.onError(context, false, flood()));
        progressKey = http2.connection().newKey();
        windows = http2.encoder().flowController();
        connectionUpdatedAt = nanoTime.getAsLong();
    }

    /** Observes a connection whose settings have arrived. */
    static Http2ConnectionGuard of(Http2ConnectionHandler http2, ChannelHandlerContext context, LongSupplier nanoTime) {
        Http2ConnectionGuard guard = new Http2ConnectionGuard(http2, context, nanoTime);
        http2.connection().addListener(guard.drain);
        http2.decoder().frameListener(new ObservedFrames(http2.decoder().frameListener(), guard));
        context.pipeline()
                .addFirst(guard.ignoredBytes)
                .addFirst(new SentBytes(guard.budget::bytesSent))
                .addFirst(new WritabilityNotifier(http2.connection(), guard.windows));
        return guard;
    }

    /** Netty has accepted a frame. */
    void frameArrived() {
        ignoredBytes.frameArrived();
    }

    /** A request has arrived, without its body. */
    void requestArrived() {
        budget.requestArrived();
    }

    /** The frame carries no part of a request, and is of no use for a response. */
    void controlFrameArrived() throws Http2Exception {
        if (!budget.admit(nanoTime.getAsLong())) {
            throw flood();
        }
    }

    /** The client accepts more data on a stream, or on the connection if the id is 0. */
    void windowUpdated(int streamId) {
        if (streamId == 0) {
            connectionUpdatedAt = nanoTime.getAsLong();
        } else {
            Http2Stream stream = http2.connection().stream(streamId);
            if (stream != null && stream.getProperty(progressKey) instanceof StreamProgress progress) {
                progress.windowUpdated(nanoTime.getAsLong());
            }
        }
    }

    private static Http2Exception flood() {
        return new Http2Exception(Http2Error.ENHANCE_YOUR_CALM, "Too many frames or bytes without a request");
    }

    Http2Drain drain() {
        return drain;
    }

    boolean isOpen() {
        return context.channel().isOpen();
    }

    /** Ends what is overdue. */
    Http2Guard.Ended endOverdue(Duration requestDeadline, Duration stall) {
        long now = nanoTime.getAsLong();
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
