package org.downloadtoken.it.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RawResponse;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.Caddy;
import org.downloadtoken.testing.program.Daemon;
import org.downloadtoken.testing.program.Nginx;
import org.downloadtoken.testing.program.ShippedConf;
import org.downloadtoken.testing.program.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with real proxies that each client has its own limit, even if it sends a forged header. */
class ProxyRateLimitIT {
    private static final int LIMIT = 3;
    private static final Map<String, String> SETTINGS =
            Map.of("RATE_LIMIT_PER_MINUTE", String.valueOf(LIMIT), "TRUSTED_PROXIES", "127.0.0.1");

    @TempDir
    Path directory;

    @Test
    void behindNginxEachClientHasItsOwnLimit() throws IOException {
        Tool.NGINX.require();
        DownloadTokenService service = RunningService.start(SETTINGS);
        try (Nginx nginx = Nginx.start(directory, ShippedConf.nginx(service.port(), directory, directory))) {
            eachClientHasItsOwnLimit(nginx.port());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void behindNginxInFrontOfGeolensEachClientHasItsOwnLimit() throws IOException {
        Tool.NGINX.require();
        DownloadTokenService service = RunningService.start(SETTINGS);
        String conf = ShippedConf.geolensNginx(service.port(), Daemon.freePort(), directory);
        try (Nginx nginx = Nginx.start(directory, conf)) {
            eachClientHasItsOwnLimit(nginx.port());
        } finally {
            RunningService.stop(service);
        }
    }

    @Test
    void behindCaddyEachClientHasItsOwnLimit() throws IOException {
        Tool.CADDY.require();
        DownloadTokenService service = RunningService.start(SETTINGS);
        int port = Daemon.freePort();
        try (Daemon caddy =
                Caddy.start(directory, port, ShippedConf.caddy(service.port(), directory, directory, port))) {
            eachClientHasItsOwnLimit(caddy.port());
        } finally {
            RunningService.stop(service);
        }
    }

    private static void eachClientHasItsOwnLimit(int port) throws IOException {
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(200, mint(port, 2, "203.0.113." + i));
        }

        assertEquals(429, mint(port, 2, "203.0.113.9"));
        assertEquals(200, mint(port, 3, "127.0.0.2"));
    }

    /** Sends a mint request from 127.0.0.{client}. */
    private static int mint(int port, int client, String claimed) throws IOException {
        byte[] from = {127, 0, 0, (byte) client};
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByAddress(from), 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST " + ApiClient.MINT + DemoDataset.PUBLIC.id()
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-Forwarded-For: " + claimed
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return RawResponse.read(socket.getInputStream()).status();
        }
    }
}
