package org.downloadtoken.testing.store;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.catalog.TcpGate;
import org.downloadtoken.testing.program.Daemon;

/** A service with files in an S3 server, and a record of all bytes that clients send to that server. */
public final class RecordedStore implements AutoCloseable {
    private static final String BUCKET = "cogs";

    private final StringBuilder received = new StringBuilder(); // guarded by this
    private final Daemon s3;
    private final TcpGate gate;
    private final DownloadTokenService service;

    public RecordedStore(Path directory) {
        try {
            s3 = S3Server.start(directory, Files.createDirectory(directory.resolve("buckets")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        S3Server.put(s3, BUCKET, DemoCogs.KEY, DemoCogs.file());
        gate = new TcpGate(s3.port(), this::receive);
        service = RunningService.start(Map.of(
                "DOWNLOAD_STORAGE",
                "s3",
                "S3_BUCKET",
                BUCKET,
                "S3_ENDPOINT",
                "http://localhost:" + gate.port(),
                "CORS_ALLOWED_ORIGINS",
                "*"));
    }

    public int servicePort() {
        return service.port();
    }

    /** The request lines and headers since the last call. The requests have no body. */
    public synchronized List<String> takeRequests() {
        String heads = received.toString();
        received.setLength(0);
        return Arrays.stream(heads.split("\r\n\r\n"))
                .filter(head -> !head.isBlank())
                .toList();
    }

    private synchronized void receive(Buffer bytes) {
        received.append(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        RunningService.stop(service);
        gate.close();
        s3.close();
    }
}
