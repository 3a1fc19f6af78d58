package org.downloadtoken.server.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Closes one connection if it sends useless frames or bytes, and ends its streams that are overdue. */
final class Http2ConnectionGuard {
    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext context;
    private final LongSupplier nanoTime;
    private final FrameLimits limits;
    private final IgnoredBytesLimit ignoredBytes;
    private final OverdueStreams overdue;
    private final Http2Drain drain;
    private final DelayedClose delayedClose = new DelayedClose();

    private boolean ended;

    /** The stream of the last request; 0 if there is none. */
    private int lastRequest;

    /** The stream that the client has reset last; 0 if there is none. */
    private int lastResetByClient;

    private Http2ConnectionGuard(Http2ConnectionHandler http2, ChannelHandlerContext context, LongSupplier nanoTime) {
        this.http2 = http2;
        this.context = context;
        this.nanoTime = nanoTime;
        limits = new FrameLimits(nanoTime.getAsLong());
        ignoredBytes = new IgnoredBytesLimit(this::endFlood);
        overdue = new OverdueStreams(http2, context, nanoTime.getAsLong());
        drain = new Http2Drain(http2, context);
    }

    /** Observes a connection whose settings have arrived. */
    static Http2ConnectionGuard of(Http2ConnectionHandler http2, ChannelHandlerContext context, LongSupplier nanoTime) {
        Http2ConnectionGuard guard = new Http2ConnectionGuard(http2, context, nanoTime);
        Http2Limits.enforceStreams(http2.connection());
        http2.connection().addListener(guard.drain);
        http2.decoder().frameListener(new ObservedFrames(http2.decoder().frameListener(), guard));
        context.pipeline()
                .addFirst(guard.ignoredBytes)
                .addFirst(new SentBytes(guard.limits::bytesSent))
                .addFirst(new WritabilityNotifier(
                        http2.connection(), http2.encoder().flowController()))
                .addBefore(context.name(), null, guard.delayedClose)
                .addBefore(
                        context.name(),
                        null,
                        new SentResets(guard::resetSent)); // TLS tells the client about a close itself
        return guard;
    }

    /** Netty has accepted a frame. Once the connection has failed, this refuses what was already read. */
    void frameArrived() throws Http2Exception {
        if (ended) {
            throw flood();
        }
        ignoredBytes.frameArrived();
    }

    /** Returns whether these header fields begin a request. Otherwise they are the trailers of one (RFC 9113, section 8.1). */
    boolean beginsRequest(int streamId) {
        if (streamId <= lastRequest) {
            return false;
        }
        lastRequest = streamId;
        limits.requestArrived();
        return true;
    }

    /** The frame carries no part of a request, and is of no use for a response. */
    void controlFrameArrived() throws Http2Exception {
        if (!limits.admitControlFrame(nanoTime.getAsLong())) {
            throw flood();
        }
    }

    /** The client resets a request. */
    void resetArrived(int streamId) throws Http2Exception {
        lastResetByClient = streamId;
        if (!limits.admitReset(nanoTime.getAsLong())) {
            throw flood();
        }
    }

    /** The service has reset or refused a request. */
    private void resetSent() {
        if (!limits.admitReset(nanoTime.getAsLong())) {
            endFlood();
        }
    }

    /** A request has been answered, or was reset by either side. */
    void streamClosed(Http2Stream stream) {
        if (!stream.isResetSent() && stream.id() != lastResetByClient) {
            limits.requestEnded();
        }
    }

    private static Http2Exception flood() {
        return new Http2Exception(Http2Error.ENHANCE_YOUR_CALM, "Too many control frames, resets or ignored bytes");
    }

    private void endFlood() {
        if (!ended) {
            http2.onError(context, false, flood());
        }
    }

    /** The client has confirmed the settings of the service, and Netty has applied them. */
    void settingsConfirmed() {
        Http2Limits.enforceStreams(http2.connection());
    }

    /** The connection has failed, and Netty is about to close it. */
    void delayClose() {
        ended = true;
        delayedClose.delay(context.channel());
    }

    /** The client accepts more data on a stream, or on the connection if the id is 0. */
    void windowUpdated(int streamId) {
        overdue.windowUpdated(streamId, nanoTime.getAsLong());
    }

    /** Ends what is overdue. */
    Http2Guard.Ended endOverdue(Duration requestDeadline, Duration stall) {
        return overdue.end(requestDeadline, stall, nanoTime.getAsLong());
    }

    Http2Drain drain() {
        return drain;
    }

    boolean isOpen() {
        return context.channel().isOpen();
    }
}
