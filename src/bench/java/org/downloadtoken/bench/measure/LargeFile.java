package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Command;
import org.downloadtoken.bench.server.Nginx;
import org.downloadtoken.bench.server.Server;

/** The throughput of one client that downloads a large file, from the service with a token, and from nginx without a check. */
public final class LargeFile {
    private static final int MEBIBYTES = 256;
    private static final int WARM_UP_ROUNDS = 2;
    private static final Target TARGET = Target.atLeast(0.8, "");

    private LargeFile() {}

    public static void make(Path directory) throws IOException {
        byte[] part = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(directory.resolve(BenchCatalog.LARGE_FILE))) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(part);
                out.write(part);
            }
        }
    }

    /** Downloads alternately from both. Returns one line for the report. */
    public static String report(Server service, int rounds, Path directory) throws IOException {
        String id = BenchCatalog.idFormat('a').formatted(1);
        List<Double> ours = new ArrayList<>();
        List<Double> nginxs = new ArrayList<>();
        try (Server nginx = Nginx.serve(directory)) {
            for (int round = 0; round < rounds + WARM_UP_ROUNDS; round++) {
                String token = DownloadToken.sign(id);
                ours.add(receive(service.port() + "/api/datasets/" + id + "/download/cog?token=" + token));
                nginxs.add(receive(nginx.port() + "/" + BenchCatalog.LARGE_FILE));
            }
        }
        double ratio = median(ours) / median(nginxs);
        return String.format(
                Locale.ROOT,
                "one of %d MiB: %,.0f MiB/s, nginx with sendfile %,.0f MiB/s, ratio %.2f (%s).",
                MEBIBYTES,
                median(ours),
                median(nginxs),
                ratio,
                TARGET.verdict(ratio));
    }

    private static double receive(String rest) throws IOException {
        String output = Command.of(
                        "curl",
                        "-sS",
                        "-f",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{speed_download} %{size_download}",
                        "http://127.0.0.1:" + rest)
                .onLoadCore()
                .output();
        String[] speedAndSize = output.split(" ");
        if (speedAndSize.length != 2 || Long.parseLong(speedAndSize[1]) != (long) MEBIBYTES << 20) {
            throw new IOException(output);
        }
        return Double.parseDouble(speedAndSize[0]) / (1 << 20);
    }

    private static double median(List<Double> values) {
        return Results.median(values.stream().skip(WARM_UP_ROUNDS).mapToDouble(Double::doubleValue))
                .orElseThrow();
    }
}
