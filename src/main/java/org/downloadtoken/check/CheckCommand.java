package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.config.source.EnvironmentReview;
import org.downloadtoken.config.source.SecretReview;

/**
 * The command {@code check}: tells before a start what would fail or surprise in production. It opens no port and prints no
 * secret. Each finding is one line that begins with ok, warn or fail.
 */
public final class CheckCommand {
    public static final String NAME = "check";

    /** Each subject is checked for this time. All are checked at the same time. */
    private static final int SUBJECT_SECONDS = 10;

    private static final int TOTAL_SECONDS = 14;

    private final PrintStream output;
    private volatile boolean failed;

    private CheckCommand(PrintStream output) {
        this.output = output;
    }

    /** Returns the exit code: 0, or 1 if a finding is a failure. */
    public static int run(Map<String, String> environment, PrintStream output) {
        CheckCommand command = new CheckCommand(output);
        command.limit();
        EnvironmentReview.warnings(environment).forEach(warning -> command.print(Finding.warn("environment", warning)));
        try {
            Map<String, String> values = ConfigSource.load(environment);
            SecretReview.warnings(values).forEach(warning -> command.print(Finding.warn("environment", warning)));
            ServiceConfig config = ServiceConfig.from(values);
            command.print(Finding.ok("configuration", "every setting is valid"));
            command.check(config);
        } catch (ConfigException e) {
            command.print(Finding.fail("configuration", String.valueOf(e.getMessage())));
        }
        return command.failed ? 1 : 0;
    }

    private void check(ServiceConfig config) {
        Vertx vertx = Vertx.vertx();
        Clock clock = Clock.systemUTC();
        List<Future<List<Finding>>> checks = Stream.of(
                        new CatalogCheck(vertx, config.catalog(), config.publicCache(), clock),
                        new StorageCheck(vertx, config.downloads(), clock),
                        new KeysCheck(vertx, config),
                        new ClientsCheck(config.limits()))
                .map(CheckCommand::bounded)
                .toList();
        for (Future<List<Finding>> check : checks) {
            check.toCompletionStage().toCompletableFuture().join().forEach(this::print);
        }
    }

    private static Future<List<Finding>> bounded(Check check) {
        return check.findings()
                .timeout(SUBJECT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.succeededFuture(
                        List.of(Finding.fail(check.subject(), "the check did not end: " + failure.getMessage()))));
    }

    private void print(Finding finding) {
        failed |= finding.isFailure();
        output.println(finding);
    }

    /** Ends the process if something blocks that has no limit of its own, such as a directory of a file server. */
    private void limit() {
        Thread limit = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(TOTAL_SECONDS);
                        print(Finding.fail(NAME, "did not end within " + TOTAL_SECONDS + " s"));
                        Runtime.getRuntime().halt(1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "limit");
        limit.setDaemon(true);
        limit.start();
    }
}
