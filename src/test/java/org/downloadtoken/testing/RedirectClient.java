package org.downloadtoken.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.testing.program.Gdal;
import org.downloadtoken.testing.program.Tool;

/** Clients that follow redirects, with the options with which users send a header with a download. */
public enum RedirectClient {
    CURL {
        @Override
        public String get(URI url, String header) {
            return curl(url, header, "-L");
        }
    },
    CURL_TRUSTED {
        @Override
        public String get(URI url, String header) {
            return curl(url, header, "--location-trusted");
        }
    },
    GDAL_HEADERS {
        @Override
        public String get(URI url, String header) {
            return header.isEmpty() ? gdal(url) : gdal(url, "--config", "GDAL_HTTP_HEADERS", header);
        }
    },
    GDAL_HEADER_FILE {
        @Override
        public String get(URI url, String header) {
            try {
                Path file = Files.createTempFile("headers", ".txt");
                try {
                    return gdal(
                            url,
                            "--config",
                            "GDAL_HTTP_HEADER_FILE",
                            Files.writeString(file, header).toString());
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    JAVA {
        @Override
        public String get(URI url, String header) {
            HttpRequest.Builder request = HttpRequest.newBuilder(url);
            if (!header.isEmpty()) {
                String[] field = header.split(": ", 2);
                request.header(field[0], field[1]);
            }
            try {
                return String.valueOf(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build()
                        .send(request.build(), BodyHandlers.discarding())
                        .statusCode());
            } catch (IOException e) {
                return e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    };

    private static final Pattern STATUS = Pattern.compile("HTTP response code: (\\d{3})");

    /** The status after all redirects. An empty header sends no credential. */
    public abstract String get(URI url, String header);

    public void require() {
        switch (this) {
            case CURL, CURL_TRUSTED -> Tool.CURL.require();
            case GDAL_HEADERS, GDAL_HEADER_FILE -> Tool.GDALINFO.require();
            case JAVA -> {}
        }
    }

    private static String curl(URI url, String header, String follow) {
        List<String> command = new ArrayList<>(
                List.of("curl", "-q", "-sS", follow, "--max-time", "30", "-o", "/dev/null", "-w", "%{http_code}"));
        if (!header.isEmpty()) {
            command.addAll(List.of("-H", header));
        }
        command.add(url.toString());
        try {
            Process process = new ProcessBuilder(command).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** GDAL sends HEAD first, then GET with a range. */
    private static String gdal(URI url, String... options) {
        Gdal info = Gdal.info("/vsicurl/" + url, options);
        if (info.exit() == 0 && info.output().contains("LAYOUT=COG")) {
            return "200";
        }
        Matcher status = STATUS.matcher(info.output());
        return status.find() ? status.group(1) : info.output();
    }
}
