package org.downloadtoken.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Cores;
import org.downloadtoken.bench.server.Nginx;
import org.downloadtoken.bench.server.Server;

/**
 * The throughput of one client that downloads a large file.
 *
 * @param serviceMebibytes from the service with a token, in MiB per second
 * @param nginxMebibytes from nginx with sendfile and without a check, in MiB per second
 */
record LargeFile(double serviceMebibytes, double nginxMebibytes) {
    private static final int MEBIBYTES = 256;

    static void make(Path directory) throws IOException {
        byte[] part = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(directory.resolve(BenchCatalog.LARGE_FILE))) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(part);
                out.write(part);
            }
        }
    }

    /** Downloads alternately from both, and returns the medians. */
    static LargeFile compare(Server service, Path directory, int rounds) throws IOException {
        String id = BenchCatalog.idFormat('a').formatted(1);
        List<Double> ours = new ArrayList<>();
        List<Double> nginxs = new ArrayList<>();
        try (Server nginx = Nginx.serve(directory)) {
            for (int round = 0; round < rounds + 2; round++) { // the first two rounds are the warm-up
                String token = Requests.token(id);
                ours.add(receive(service.port() + "/api/datasets/" + id + "/download/cog?token=" + token));
                nginxs.add(receive(nginx.port() + "/" + BenchCatalog.LARGE_FILE));
            }
        }
        return new LargeFile(median(ours), median(nginxs));
    }

    private static double receive(String rest) throws IOException {
        List<String> command = List.of(
                "curl",
                "-sS",
                "-f",
                "-o",
                "/dev/null",
                "-w",
                "%{speed_download} %{size_download}",
                "http://127.0.0.1:" + rest);
        Process curl = new ProcessBuilder(Cores.on(Cores.LOAD, command))
                .redirectErrorStream(true)
                .start();
        String[] printed = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ");
        if (printed.length != 2 || Long.parseLong(printed[1].strip()) != (long) MEBIBYTES << 20) {
            throw new IOException(String.join(" ", printed));
        }
        return Double.parseDouble(printed[0]) / (1 << 20);
    }

    private static double median(List<Double> values) {
        return values.stream()
                .skip(2)
                .sorted()
                .skip((values.size() - 2) / 2)
                .findFirst()
                .orElseThrow();
    }
}
