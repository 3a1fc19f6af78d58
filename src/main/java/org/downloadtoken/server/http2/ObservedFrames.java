package org.downloadtoken.server.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/** Tells the guard about each frame before it is processed. Netty limits empty DATA frames itself. */
final class ObservedFrames extends Http2FrameListenerDecorator {
    /** Clients enlarge a window by a large part of it. By one byte each time, a client could request frames of one byte. */
    static final int MIN_WINDOW_UPDATE = 1_024;

    private final Http2ConnectionGuard guard;

    ObservedFrames(Http2FrameListener listener, Http2ConnectionGuard guard) {
        super(listener);
        this.guard = guard;
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        guard.frameArrived();
        return super.onDataRead(context, streamId, data, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        request(context, streamId, headers);
        super.onHeadersRead(context, streamId, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int streamId,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        request(context, streamId, headers);
        super.onHeadersRead(context, streamId, headers, dependency, weight, exclusive, padding, endOfStream);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int streamId, long errorCode) throws Http2Exception {
        guard.frameArrived();
        guard.resetArrived(streamId);
        super.onRstStreamRead(context, streamId, errorCode);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int streamId, int increment) throws Http2Exception {
        if (increment < MIN_WINDOW_UPDATE) {
            control();
        }
        guard.frameArrived();
        guard.windowUpdated(streamId);
        super.onWindowUpdateRead(context, streamId, increment);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int streamId, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        control();
        super.onPriorityRead(context, streamId, dependency, weight, exclusive);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        control();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        control();
        super.onSettingsAckRead(context);
        guard.settingsConfirmed();
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        control();
        super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        control();
        super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int lastStreamId, long errorCode, ByteBuf debugData)
            throws Http2Exception {
        control();
        super.onGoAwayRead(context, lastStreamId, errorCode, debugData);
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext context, byte frameType, int streamId, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        control();
        super.onUnknownFrame(context, frameType, streamId, flags, payload);
    }

    private void request(ChannelHandlerContext context, int streamId, Http2Headers headers) throws Http2Exception {
        guard.frameArrived();
        if (guard.beginsRequest(streamId)) {
            RequestHead.check(streamId, headers);
            RequestHead.remember(context.channel(), streamId, headers);
        }
    }

    private void control() throws Http2Exception {
        guard.frameArrived();
        guard.controlFrameArrived();
    }
}
