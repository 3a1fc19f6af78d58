package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Server;

/**
 * What connections cost that are open and send nothing. Each has received one response before: the service closes a connection whose
 * first request does not arrive.
 */
public final class IdleConnections implements AutoCloseable {

    private final List<Socket> sockets = new ArrayList<>();

    private IdleConnections() {}

    /**
     * One line for the report. The case has run before.
     *
     * @param factory creates sockets that speak the protocol of the case
     * @param connections so few that all of them are open before the service closes the first one as idle, after 60 s
     */
    public static String report(
            Case measured, SocketFactory factory, int connections, Jdk jdk, int seconds, Path directory)
            throws IOException {
        Server server = measured.server();
        Load alone = Load.run(measured, seconds, directory);
        double heapBefore = liveHeapKibibytes(jdk, server);
        long residentBefore = server.residentKibibytes();
        try (IdleConnections idle = new IdleConnections()) {
            idle.open(factory, server.port(), connections);
            double heap = liveHeapKibibytes(jdk, server) - heapBefore;
            double resident = server.residentKibibytes() - residentBefore;
            Load beside = Load.run(measured, seconds, directory);
            return String.format(
                    Locale.ROOT,
                    "case \"%s\" beside %,d open connections: %.2f µs, without them %.2f µs. "
                            + "For each of them: live heap %.1f KiB, resident memory %.1f KiB.",
                    measured.name(),
                    connections,
                    beside.cpuMicros(),
                    alone.cpuMicros(),
                    heap / connections,
                    resident / connections);
        }
    }

    private static double liveHeapKibibytes(Jdk jdk, Server server) throws IOException {
        jdk.collectGarbage(server);
        return server.metrics().sum("jvm_memory_used_bytes{area=\"heap\"") / 1024;
    }

    private void open(SocketFactory factory, int port, int connections) throws IOException {
        byte[] request = ("POST /api/auth/download-token/"
                        + BenchCatalog.idFormat('a').formatted(1) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] response = new byte[4_096];
        for (int i = 0; i < connections; i++) {
            Socket socket = factory.createSocket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request);
            if (socket.getInputStream().read(response) < 0) {
                throw new IOException("connection " + i + " was closed");
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
