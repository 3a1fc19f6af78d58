package org.downloadtoken.demo;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.config.ConfigException;
import org.downloadtoken.config.ConfigSource;
import org.downloadtoken.config.ServiceConfig;

/** Runs the service on an embedded catalog, and says what to try. Ctrl-C ends both. */
public final class Demo {
    private static final Duration SESSION = Duration.ofHours(12);

    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        System.setProperty("logback.configurationFile", "logback-text.xml");
        EmbeddedCatalog catalog = EmbeddedCatalog.start();
        Runtime.getRuntime().addShutdownHook(new Thread(catalog::close));
        try {
            System.out.println(run(catalog));
        } catch (ConfigException e) {
            fail(e);
        } catch (CompletionException e) {
            fail(Objects.requireNonNullElse(e.getCause(), e));
        }
        new CountDownLatch(1).await(); // until a signal
    }

    private static String run(EmbeddedCatalog catalog) {
        String secret = HexFormat.of().formatHex(new SecureRandom().generateSeed(32));
        Map<String, String> environment =
                new HashMap<>(Map.of("HTTP_HOST", "127.0.0.1", "MANAGEMENT_HOST", "127.0.0.1", "DRAIN_SECONDS", "0"));
        environment.put("DOWNLOAD_ROOT", DemoCogs.directory().toString());
        environment.putAll(System.getenv());
        environment.putAll(catalog.settings());
        environment.put("JWT_SECRET_KEY", secret);
        DownloadTokenService service =
                new DownloadTokenService(ServiceConfig.from(ConfigSource.load(environment)), Clock.systemUTC());
        service.start().toCompletionStage().toCompletableFuture().join();
        return invitation(service, secret);
    }

    private static void fail(Throwable cause) {
        System.err.println("demo: " + cause.getMessage());
        System.exit(1);
    }

    private static String invitation(DownloadTokenService service, String secret) {
        String api = "http://localhost:" + service.port() + "/api";
        return """

                # Anyone may have a token for a public dataset:
                curl -sS -X POST %1$s/auth/download-token/%2$s

                # and download the file with it, whole or in part:
                curl -sS -o coastlines.tif "%1$s/datasets/%2$s/download/cog?token=$(curl -sS -X POST %1$s/auth/download-token/%2$s | cut -d'"' -f4)"

                # The analyst may have one for a dataset that is granted to analysts (a session JWT of %6$d hours):
                curl -sS -X POST -H 'Authorization: Bearer %5$s' %1$s/auth/download-token/%3$s

                # but a session opens no download by its URL:
                curl -sS -i '%1$s/datasets/%3$s/download/cog?token=%5$s'

                # Nobody but its owner hears of a private dataset:
                curl -sS -i -X POST %1$s/auth/download-token/%4$s

                # Health and metrics: http://localhost:%7$d/health/ready and /metrics. Ctrl-C ends the demo.
                """.formatted(
                        api,
                        DemoDataset.PUBLIC.id(),
                        DemoDataset.RESTRICTED.id(),
                        DemoDataset.PRIVATE.id(),
                        DemoSession.jwt(secret, DemoUser.ANALYST.id(), SESSION),
                        SESSION.toHours(),
                        service.managementPort());
    }
}
