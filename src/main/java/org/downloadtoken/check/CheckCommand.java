package org.downloadtoken.check;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.SigningReview;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.config.source.EnvironmentReview;
import org.downloadtoken.config.source.SecretReview;

/**
 * The command {@code check}: checks the settings, and what the instance uses in its role: the catalog, the storage, the keys, the
 * certificates. It prints one line for each finding. It opens no port, joins no cluster and prints no secret.
 */
public final class CheckCommand {
    public static final String NAME = "check";

    /** The time limit of each check. The checks run in parallel. */
    private static final int CHECK_SECONDS = 10;

    private static final int TOTAL_SECONDS = 14;
    private static final int CLOSE_SECONDS = 1;

    private final PrintStream output;
    private volatile boolean failed;

    private CheckCommand(PrintStream output) {
        this.output = output;
    }

    /** Returns the exit code: 0, or 1 if a finding is a failure. */
    public static int run(Map<String, String> environment, PrintStream output) {
        CheckCommand command = new CheckCommand(output);
        command.startWatchdog();
        command.checkSettings(environment).ifPresent(command::check);
        return command.failed ? 1 : 0;
    }

    /** Empty if a setting is invalid: then nothing else can be checked. */
    private Optional<ServiceConfig> checkSettings(Map<String, String> environment) {
        EnvironmentReview.warnings(environment).forEach(this::warnOfEnvironment);
        try {
            Map<String, String> values = ConfigSource.load(environment);
            SecretReview.warnings(values).forEach(this::warnOfEnvironment);
            ServiceConfig config = ServiceConfig.from(values);
            print("configuration", Finding.ok("every setting is valid"));
            SigningReview.warnings(config).forEach(warning -> print("configuration", Finding.warn(warning)));
            return Optional.of(config);
        } catch (ConfigException e) {
            print("configuration", Finding.fail(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private void warnOfEnvironment(String warning) {
        print("environment", Finding.warn(warning));
    }

    private void check(ServiceConfig config) {
        Vertx vertx = Vertx.vertx();
        List<Check> checks = Checks.of(vertx, config, Clock.systemUTC());
        List<CompletableFuture<Findings>> running =
                checks.stream().map(CheckCommand::start).toList();
        for (int i = 0; i < checks.size(); i++) {
            String subject = checks.get(i).subject();
            running.get(i).join().list().forEach(finding -> print(subject, finding));
        }
        close(vertx);
    }

    /** Starts a check. The future always succeeds: also a check that fails or is late has findings. */
    private static CompletableFuture<Findings> start(Check check) {
        Findings findings = new Findings();
        return check.run(findings)
                .timeout(CHECK_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> findings.fail("the check did not end: " + failure.getMessage()))
                .otherwiseEmpty()
                .map(ended -> findings)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private void print(String subject, Finding finding) {
        failed |= finding.isFailure();
        output.println(finding.line(subject));
    }

    /** Closes the connections. Does not wait for threads of a check that hangs. */
    private static void close(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The findings are complete, and the process ends next.
        }
    }

    /** Ends the process if a check hangs, such as a read from a network file system. */
    private void startWatchdog() {
        Thread watchdog = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(TOTAL_SECONDS);
                        print(NAME, Finding.fail("did not end within " + TOTAL_SECONDS + " s"));
                        Runtime.getRuntime().halt(1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }
}
