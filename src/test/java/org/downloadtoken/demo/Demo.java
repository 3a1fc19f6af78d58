package org.downloadtoken.demo;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.downloadtoken.config.setting.ConfigException;

/** Runs the service with an embedded catalog, and prints example requests. Ctrl-C stops both. */
public final class Demo {
    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        System.setProperty("logback.configurationFile", "logback-text.xml");
        EmbeddedCatalog catalog = EmbeddedCatalog.start();
        Runtime.getRuntime().addShutdownHook(new Thread(catalog::close));
        try {
            System.out.println(invitation(DemoService.start(catalog, System.getenv())));
        } catch (ConfigException e) {
            fail(e);
        } catch (CompletionException e) {
            fail(Objects.requireNonNullElse(e.getCause(), e));
        }
        new CountDownLatch(1).await(); // until a signal
    }

    private static void fail(Throwable cause) {
        System.err.println("demo: " + cause.getMessage());
        System.exit(1);
    }

    private static String invitation(DemoService demo) {
        String origin = "http://localhost:" + demo.service().port();
        return """

                # Look at it, in a browser: %8$s

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
                        origin + demo.basePath(),
                        DemoDataset.PUBLIC.id(),
                        DemoDataset.RESTRICTED.id(),
                        DemoDataset.PRIVATE.id(),
                        DemoSession.jwt(demo.secret(), DemoUser.ANALYST.id(), DemoViewer.SESSION),
                        DemoViewer.SESSION.toHours(),
                        demo.service().managementPort(),
                        origin);
    }
}
