package org.downloadtoken.server.connection;

import io.netty.handler.codec.http2.Http2Exception;

/** Learns which frames arrive on a connection of HTTP/2. */
interface FrameObserver {
    /** A frame has arrived that is not ignored. */
    void frameArrived();

    /** A request has arrived, without its body. */
    void requestArrived();

    /** The frame that has just arrived carries no part of a request, and is of no use for a response. */
    void controlFrameArrived() throws Http2Exception;

    /** The client accepts more data on a stream, or on the connection if the id is 0. */
    void windowEnlarged(int streamId);
}
