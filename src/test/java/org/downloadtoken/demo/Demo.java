package org.downloadtoken.demo;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.downloadtoken.config.setting.ConfigException;

/** Runs the service with an embedded catalog, and prints example requests. Ctrl-C stops both. */
public final class Demo {
    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT); // as the service itself does
        System.setProperty("logback.configurationFile", "logback-text.xml");
        EmbeddedCatalog catalog = EmbeddedCatalog.start();
        Runtime.getRuntime().addShutdownHook(new Thread(catalog::close));
        try {
            System.out.println(examples(DemoService.start(catalog, System.getenv())));
        } catch (ConfigException e) {
            fail(e);
        } catch (CompletionException e) {
            fail(Objects.requireNonNullElse(e.getCause(), e));
        }
        new CountDownLatch(1).await(); // until a signal ends the process
    }

    private static void fail(Throwable cause) {
        System.err.println("demo: " + cause.getMessage());
        System.exit(1);
    }

    private static String examples(DemoService demo) {
        String origin = "http://localhost:" + demo.service().port();
        return """

                # Demo viewer: %8$s

                # Mint a token for a public dataset, without a credential:
                curl -sS -X POST %1$s/auth/download-token/%2$s

                # Download the file with a token (ranges are supported):
                curl -sS -o coastlines.tif "%1$s/datasets/%2$s/download/cog?token=$(curl -sS -X POST %1$s/auth/download-token/%2$s | cut -d'"' -f4)"

                # Mint a token as analyst for a dataset that is granted to analysts (the session JWT is valid for %6$d hours):
                curl -sS -X POST -H 'Authorization: Bearer %5$s' %1$s/auth/download-token/%3$s

                # Mint with an API key of the same user:
                curl -sS -X POST -H 'X-Api-Key: %9$s' %1$s/auth/download-token/%3$s

                # A read-only API key cannot mint; the response is 403:
                curl -sS -i -X POST -H 'X-Api-Key: %10$s' %1$s/auth/download-token/%3$s

                # A session JWT in the URL is refused with 401:
                curl -sS -i '%1$s/datasets/%3$s/download/cog?token=%5$s'

                # A private dataset of another user is answered with 404:
                curl -sS -i -X POST %1$s/auth/download-token/%4$s

                # Health and metrics: http://localhost:%7$d/health/ready and /metrics. Ctrl-C stops the demo.
                """.formatted(
                        origin + demo.basePath(),
                        DemoDataset.PUBLIC.id(),
                        DemoDataset.RESTRICTED.id(),
                        DemoDataset.PRIVATE.id(),
                        DemoSession.jwt(demo.secret(), DemoUser.ANALYST.id(), DemoViewer.SESSION),
                        DemoViewer.SESSION.toHours(),
                        demo.service().managementPort(),
                        origin,
                        DemoApiKey.FULL.text(),
                        DemoApiKey.READ_ONLY.text());
    }
}
