package org.downloadtoken.testing;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.source.ConfigSource;
import org.downloadtoken.demo.EmbeddedCatalog;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.testing.tls.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The service of one test class on free ports. All classes of a run share one catalog. */
public final class RunningService implements BeforeAllCallback, AfterAllCallback {
    public static final String SECRET = "a secret of the integration tests, 32 bytes at least";

    /** Whether instances that are extensions use TLS and HTTP/2: the build runs some classes a second time so. */
    private static final boolean HTTP_2 = Boolean.getBoolean("test.http2");

    private static @Nullable EmbeddedCatalog shared;

    private final Map<String, String> settings;
    private final IntFunction<PlainClient> connection;
    private @Nullable DownloadTokenService service;
    private @Nullable ApiClient client;

    public RunningService() {
        this(Map.of());
    }

    public RunningService(Map<String, String> settings) {
        this(
                HTTP_2
                        ? overHttp2(TestCertificate.named("http2"), settings)
                        : new RunningService(settings, PlainClient::new));
    }

    private RunningService(RunningService same) {
        this(same.settings, same.connection);
    }

    private RunningService(Map<String, String> settings, IntFunction<PlainClient> connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** The service with a certificate, and a client of HTTP/1.1 that trusts it. */
    public static RunningService withTls(TestCertificate certificate, Map<String, String> settings) {
        return withTls(certificate, settings, PlainClient::overTls);
    }

    /** The service with a certificate, and a client of HTTP/2 that trusts it. */
    public static RunningService overHttp2(TestCertificate certificate, Map<String, String> settings) {
        return withTls(certificate, settings, PlainClient::overHttp2);
    }

    private static RunningService withTls(
            TestCertificate certificate,
            Map<String, String> settings,
            BiFunction<Integer, SSLContext, PlainClient> connection) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(certificate.settings());
        SSLContext trust = TestCertificate.trusting(certificate);
        return new RunningService(all, port -> connection.apply(port, trust));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        service = start(settings);
        client = new ApiClient(
                connection.apply(service.port()),
                service.port(),
                settings.getOrDefault("HTTP_BASE_PATH", "/api").replaceFirst("^/$", ""));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (service != null) {
            stop(service);
        }
    }

    public ApiClient client() {
        if (client == null) {
            throw new IllegalStateException("not started");
        }
        return client;
    }

    public int port() {
        return service == null ? 0 : service.port();
    }

    public int managementPort() {
        return service == null ? 0 : service.managementPort();
    }

    public static synchronized EmbeddedCatalog catalog() {
        if (shared == null) {
            EmbeddedCatalog catalog = EmbeddedCatalog.start();
            Runtime.getRuntime().addShutdownHook(new Thread(catalog::close));
            shared = catalog;
        }
        return shared;
    }

    /** Starts another instance. These settings override those of the tests. */
    public static DownloadTokenService start(Map<String, String> settings) {
        return start(settings, Pages.NONE);
    }

    public static DownloadTokenService start(Map<String, String> settings, Pages pages) {
        return started(create(settings, pages));
    }

    /** Starts another instance, on a host with this clock. */
    public static DownloadTokenService start(Map<String, String> settings, Clock clock) {
        return started(new DownloadTokenService(config(settings), clock));
    }

    private static DownloadTokenService started(DownloadTokenService service) {
        try {
            service.start().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            stop(service);
            throw e;
        }
        return service;
    }

    public static DownloadTokenService create(Map<String, String> settings) {
        return create(settings, Pages.NONE);
    }

    private static DownloadTokenService create(Map<String, String> settings, Pages pages) {
        return new DownloadTokenService(config(settings), Clock.systemUTC(), pages);
    }

    public static void stop(DownloadTokenService service) {
        service.close().toCompletionStage().toCompletableFuture().join();
    }

    public static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(catalog().settings());
        environment.putAll(Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", "0",
                "MANAGEMENT_HOST", "127.0.0.1",
                "MANAGEMENT_PORT", "0",
                "EVENT_LOOPS", "2",
                "DRAIN_SECONDS", "0",
                "JWT_SECRET_KEY", SECRET));
        environment.putAll(settings);
        String roles = settings.getOrDefault("CLUSTER_ROLES", "");
        if (roles.equals("edge")) {
            environment.keySet().removeIf(name -> name.startsWith("POSTGRES_"));
        } else if (roles.equals("access")) {
            environment.remove("JWT_SECRET_KEY");
        }
        return environment;
    }

    private static ServiceConfig config(Map<String, String> settings) {
        return ServiceConfig.from(ConfigSource.load(environment(settings)));
    }
}
