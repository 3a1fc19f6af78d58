package org.downloadtoken.server.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.downloadtoken.metrics.HttpMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The TLS engine of the public port. Vert.x announces a connection after its handshake, and one of HTTP/2 after its first
 * settings. Here a connection counts as open from the beginning, and is closed if it is not announced within a deadline, or if one
 * record does not arrive in time.
 */
public final class LimitedTls extends JdkSSLEngineOptions {
    private final ConnectionLimit connections;
    private final HttpMetrics metrics;
    private final Duration deadline;

    /**
     * Creates the engine.
     *
     * @param deadline how long a connection may take until Vert.x announces it. Browsers open connections ahead of requests,
     *     and send the settings of HTTP/2 with the first request.
     */
    public LimitedTls(ConnectionLimit connections, HttpMetrics metrics, Duration deadline) {
        this.connections = connections;
        this.metrics = metrics;
        this.deadline = deadline;
    }

    @Override
    public LimitedTls copy() {
        return new LimitedTls(connections, metrics, deadline);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                return new Context(super.create());
            }
        };
    }

    /** Creates a handler for each connection that the server accepts. */
    private final class Context extends DelegatingSslContext {
        Context(SslContext jdk) {
            super(jdk);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator allocator, String host, int port, boolean startTls, Executor executor) {
            return new Handler(newEngine(allocator, host, port), startTls, executor);
        }

        @Override
        protected void initEngine(SSLEngine engine) {} // Vert.x does this
    }

    private final class Handler extends SslHandler {
        private static final long RECORD_MILLIS = SlowRequestGuard.DEADLINE.toMillis();

        private final TlsRecords records = new TlsRecords();
        private @Nullable ScheduledFuture<?> slowRecord;

        Handler(SSLEngine engine, boolean startTls, Executor executor) {
            super(engine, startTls, executor);
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            handshakeFuture().addListener(ended -> {
                if (!ended.isSuccess()) {
                    metrics.handshakeFailed();
                }
            });
            if (connections.admit(context.channel())) {
                connections.expect(
                        context.channel(),
                        context.executor().schedule(() -> close(context), deadline.toMillis(), MILLISECONDS));
            } else {
                metrics.connectionRefused();
                close(context);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof ByteBuf bytes) {
                records.read(bytes);
            }
            super.channelRead(context, message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) throws Exception {
            if (!records.isIncomplete()) {
                cancelSlowRecord();
            } else if (slowRecord == null) {
                slowRecord = context.executor().schedule(() -> endSlowRecord(context), RECORD_MILLIS, MILLISECONDS);
            }
            super.channelReadComplete(context);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            cancelSlowRecord();
            super.channelInactive(context);
        }

        private void cancelSlowRecord() {
            if (slowRecord != null) {
                slowRecord.cancel(false);
                slowRecord = null;
            }
        }

        private void endSlowRecord(ChannelHandlerContext context) {
            metrics.requestsTooSlow(1);
            close(context);
        }

        private static void close(ChannelHandlerContext context) {
            var unused = context.close();
        }
    }
}
