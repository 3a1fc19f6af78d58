package org.downloadtoken.testing.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The socket below a TLS connection, which can send each record byte by byte. */
public final class DrippingSocket extends Socket {
    private volatile long pauseMillis;

    public DrippingSocket(int port) throws IOException {
        super(InetAddress.getLoopbackAddress(), port);
        setTcpNoDelay(true);
    }

    /** From now on, waits before each byte. */
    public void pauseMillis(long millis) {
        pauseMillis = millis;
    }

    /** A TLS connection over this socket, after its handshake. The protocols are those of ALPN. */
    public SSLSocket handshake(SSLContext trust, String... protocols) throws IOException {
        SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(this, "127.0.0.1", getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (pauseMillis == 0) {
                    out.write(bytes, offset, length);
                    return;
                }
                for (int i = offset; i < offset + length; i++) {
                    pause();
                    out.write(bytes[i]);
                }
            }
        };
    }

    private void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
