package org.downloadtoken;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.check.CheckCommand;
import org.downloadtoken.config.Log;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Tokens;
import org.downloadtoken.config.environment.NativeEncoding;
import org.downloadtoken.config.environment.ProcessEnvironment;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.config.source.EnvironmentReview;
import org.downloadtoken.config.source.SecretReview;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.log.LogFormat;
import org.downloadtoken.log.Logging;
import org.downloadtoken.log.StandardStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration and runs the service until a signal stops it, or runs the command that the arguments name. */
public final class Main {
    /** The most time for closing the service, in addition to the configured drain. A platform has to wait for both. */
    public static final int CLOSE_SECONDS = 25;

    private Main() {}

    public static void main(String[] args) {
        // The libraries change the case of keywords by the default locale. In Turkish, "string" becomes "STR\u0130NG".
        Locale.setDefault(Locale.ROOT);
        StandardStreams.writeUtf8();
        try {
            if (args.length > 0) {
                command(args);
                return;
            }
            Map<String, String> environment = ProcessEnvironment.variables();
            Map<String, String> values = ConfigSource.load(environment);
            Log settings = Log.from(values);
            Logging.configure(settings.format(), settings.level());
            Logger log = LoggerFactory.getLogger(Main.class);
            EnvironmentReview.warnings(environment).forEach(log::warn);
            SecretReview.warnings(values).forEach(log::warn);
            ServiceConfig config = ServiceConfig.from(values);
            config.downloads().root().flatMap(root -> NativeEncoding.problem()).ifPresent(log::warn);
            run(config);
        } catch (ConfigException | UnusableKeyException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            fail("cannot start: " + cause(e).getMessage());
        } catch (RuntimeException e) {
            fail("cannot start: " + e);
        }
    }

    private static void command(String[] args) {
        Map<String, String> environment = ProcessEnvironment.variables();
        Logging.configure(LogFormat.TEXT);
        switch (args[0]) {
            case KeysCommand.NAME ->
                KeysCommand.run(args, Optional.ofNullable(environment.get(Tokens.SIGNING_KEYS_DIR.name())));
            case CheckCommand.NAME -> System.exit(CheckCommand.run(environment, System.out));
            default ->
                throw new ConfigException("unknown command '" + args[0] + "'; the commands are " + CheckCommand.NAME
                        + " and " + KeysCommand.NAME + ", and without a command the service runs");
        }
    }

    private static void run(ServiceConfig config) {
        DownloadTokenService service = new DownloadTokenService(config, Clock.systemUTC());
        service.start().toCompletionStage().toCompletableFuture().join();
        // The hook is added after the start: before, there is nothing to drain, and a signal ends the process at once.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> drain(service, config.http().drain()), "drain"));
    }

    private static void drain(DownloadTokenService service, Duration drain) {
        Signals.haltOnNext();
        int exitCode = 1;
        try {
            service.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(drain.toSeconds() + CLOSE_SECONDS, TimeUnit.SECONDS);
            exitCode = 0; // a completed drain is a success; without this, the exit code would be 143
        } catch (Exception e) {
            LoggerFactory.getLogger(Main.class).error("The service did not stop in time", e);
        } finally {
            Logging.stop();
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static Throwable cause(CompletionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static void fail(String line) {
        Logging.stop();
        System.err.println("download-token-service: " + line);
        System.exit(1);
    }
}
