package org.downloadtoken;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.config.ConfigException;
import org.downloadtoken.config.ConfigSource;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.Setting;
import org.downloadtoken.jose.UnusableKeyException;

/** The command: configuration, then the service until a signal ends it. */
public final class Main {
    /** Beside what the service is told to drain for. */
    private static final int CLOSE_SECONDS = 25;

    private Main() {}

    public static void main(String[] args) {
        // The libraries change the case of keywords by the default locale; in Turkish, "string" becomes "STR\u0130NG".
        Locale.setDefault(Locale.ROOT);
        try {
            if (args.length > 0) {
                command(args);
                return;
            }
            run(ServiceConfig.from(ConfigSource.load(System.getenv())));
        } catch (ConfigException | UnusableKeyException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            fail("cannot start: " + cause(e).getMessage());
        } catch (RuntimeException e) {
            fail("cannot start: " + e);
        }
    }

    private static void command(String[] args) {
        if (!args[0].equals(KeysCommand.NAME)) {
            throw new ConfigException("unknown command '" + args[0] + "'; the only one is " + KeysCommand.NAME
                    + ", and without one the service runs");
        }
        System.setProperty("logback.configurationFile", "logback-text.xml");
        KeysCommand.run(args, Optional.ofNullable(System.getenv(Setting.SIGNING_KEYS_DIR.name())));
    }

    private static void run(ServiceConfig config) {
        configureLogging(config.log());
        DownloadTokenService service = new DownloadTokenService(config, Clock.systemUTC());
        service.start().toCompletionStage().toCompletableFuture().join();
        // Only now: before, there is nothing to drain, and a signal simply ends the process.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> drain(service, config.http().drain()), "drain"));
    }

    /** Before the first logger exists: from here on Logback reads these. */
    private static void configureLogging(ServiceConfig.Log log) {
        String format = log.format().name().toLowerCase(Locale.ROOT);
        System.setProperty("logback.configurationFile", "logback-" + format + ".xml");
        System.setProperty("LOG_LEVEL", log.level().name());
    }

    private static void drain(DownloadTokenService service, Duration drain) {
        Signals.killOnNext();
        try {
            service.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(drain.toSeconds() + CLOSE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(0); // a drained stop is a success, not the 143 of a killed process
        } catch (Exception e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static Throwable cause(CompletionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static void fail(String line) {
        System.err.println("download-token-service: " + line);
        System.exit(1);
    }
}
