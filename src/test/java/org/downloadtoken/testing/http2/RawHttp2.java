package org.downloadtoken.testing.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection of HTTP/2 on which a test sends any frames, also invalid ones. */
public final class RawHttp2 implements Closeable {
    private final SSLSocket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    private RawHttp2(SSLSocket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, and sends the preface without its SETTINGS. */
    public static RawHttp2 connect(int port, SSLContext trust) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IllegalStateException("The server selected " + socket.getApplicationProtocol());
        }
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new RawHttp2(socket);
    }

    /** Connects with the default settings. */
    public static RawHttp2 open(int port, SSLContext trust) throws IOException {
        RawHttp2 http2 = connect(port, trust);
        http2.send(Frame.empty(Frame.SETTINGS, 0, 0));
        return http2;
    }

    /** Sends frames in one write. */
    public void send(Frame... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            bytes.write(frame.bytes());
        }
        send(bytes.toByteArray());
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The header block of a request with more headers, as alternating names and values. */
    public byte[] block(String method, String path, String... headers) {
        Http2Headers all = new DefaultHttp2Headers(false)
                .method(method)
                .scheme("https")
                .authority("localhost")
                .path(path);
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return encode(all);
    }

    public byte[] encode(Http2Headers headers) {
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(3, headers, block);
            return ByteBufUtil.getBytes(block);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A complete request without a body. */
    public Frame request(int streamId, String method, String path, String... headers) {
        return Frame.of(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, streamId, block(method, path, headers));
    }

    /** The status in a HEADERS frame. Call this for each of them, in their order. */
    public int status(Frame headers) {
        try {
            ByteBuf block = Unpooled.wrappedBuffer(headers.payload().getBytes());
            if ((headers.flags() & Frame.PRIORITY_FLAG) != 0) {
                block.skipBytes(5);
            }
            return Integer.parseInt(
                    decoder.decodeHeaders(headers.streamId(), block).status().toString());
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next frame; empty if the server has closed the connection. */
    public Optional<Frame> read() throws IOException {
        try {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int streamId = in.readInt();
            return Optional.of(Frame.of(lengthAndType & 0xff, flags, streamId, in.readNBytes(lengthAndType >>> 8)));
        } catch (EOFException | SocketException closed) {
            return Optional.empty();
        } catch (SSLException closed) {
            return Optional.empty();
        }
    }

    /** The next frame of this kind; empty if the server closes the connection before. */
    public Optional<Frame> await(Predicate<Frame> kind) throws IOException {
        Optional<Frame> next = read();
        while (next.isPresent() && !kind.test(next.get())) {
            next = read();
        }
        return next;
    }

    /** The next HEADERS or RST_STREAM of a stream. */
    public Frame answer(int stream) throws IOException {
        return await(frame -> frame.streamId() == stream
                        && (frame.type() == Frame.HEADERS || frame.type() == Frame.RST_STREAM))
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
