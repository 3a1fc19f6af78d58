package org.downloadtoken.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.Switch;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.WebUrl;

/**
 * The public HTTP server.
 *
 * @param port 0 selects a free port
 * @param publicUrl origin and base path of the service, as clients reach it
 * @param maxConnections the most connections that are open at the same time
 * @param drain how long a stopping service still accepts connections, so that load balancers notice it
 * @param apiPages whether the landing page and the API documentation are served
 */
public record Http(
        String host,
        int port,
        String basePath,
        Optional<WebUrl> publicUrl,
        int eventLoops,
        int maxConnections,
        Duration drain,
        List<String> corsAllowedOrigins,
        boolean apiPages) {
    private static final int MAX_EVENT_LOOPS = 256;
    private static final int DEFAULT_MAX_CONNECTIONS = 20_000;

    /** An idle connection uses about 7 KiB of heap, and a connection with a request in progress twice that. */
    private static final int HEAP_BYTES_PER_CONNECTION = 32 << 10;

    private static final String ANY_ORIGIN = "*";

    public static final TextSetting HOST = HostName.ofServer("HTTP_HOST", "HTTP_PORT", "Address of the public server.");

    public static final IntSetting PORT =
            new IntSetting("HTTP_PORT", 8080, 0, 65_535, "Port of the public server; 0 selects a free port.");

    static final TextSetting BASE_PATH = TextSetting.matching(
            "HTTP_BASE_PATH",
            "/api",
            "/|(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+",
            "a path such as /api, without a slash at its end",
            "Prefix of every path of the contract; / for no prefix.");

    static final TextSetting PUBLIC_URL = new TextSetting(
            "PUBLIC_URL",
            "",
            text -> WebUrl.parse(text)
                    .filter(WebUrl::isWithoutCredentialsAndQuery)
                    .isPresent(),
            "an http or https URL such as https://tokens.example.com/api, without user name, query and fragment",
            "Origin and base path of the service, as clients reach it. Without it, GET /auth/sign is answered 404.");

    static final IntSetting EVENT_LOOPS = new IntSetting(
            "EVENT_LOOPS",
            Math.min(Runtime.getRuntime().availableProcessors(), MAX_EVENT_LOOPS),
            1,
            MAX_EVENT_LOOPS,
            "Event loops, each with its own server and cache. The default is the number of cores.");

    static final IntSetting MAX_CONNECTIONS = new IntSetting(
            "MAX_CONNECTIONS",
            defaultMaxConnections(),
            1,
            1_000_000,
            "Most connections of the public port. The default is one per 32 KiB of heap, and at most 20000.");

    static final IntSetting DRAIN_SECONDS = new IntSetting(
            "DRAIN_SECONDS",
            5,
            0,
            300,
            "Seconds for which a stopping service still accepts connections, so that load balancers notice it.");

    static final ListSetting<String> CORS_ALLOWED_ORIGINS = new ListSetting<>(
            "CORS_ALLOWED_ORIGINS",
            "",
            Http::origin,
            "a comma-separated list of origins such as https://viewer.example.com, or * alone",
            "Origins of map viewers that may call the service from a browser.");

    static final ChoiceSetting<Switch> API_PAGES = new ChoiceSetting<>(
            "API_PAGES", Switch.class, "on", "Whether the landing page and the API documentation are served.");

    static final List<Setting> SETTINGS = List.of(
            HOST,
            PORT,
            BASE_PATH,
            PUBLIC_URL,
            EVENT_LOOPS,
            MAX_CONNECTIONS,
            DRAIN_SECONDS,
            CORS_ALLOWED_ORIGINS,
            API_PAGES);

    public Http {
        corsAllowedOrigins = List.copyOf(corsAllowedOrigins);
        if (corsAllowedOrigins.contains(ANY_ORIGIN) && corsAllowedOrigins.size() > 1) {
            throw ConfigException.invalid(CORS_ALLOWED_ORIGINS, String.join(",", corsAllowedOrigins));
        }
    }

    static Http from(Map<String, String> values) {
        return new Http(
                HostName.parse(HOST.read(values)).orElseThrow(),
                PORT.read(values),
                BASE_PATH.read(values).replaceFirst("^/$", ""),
                PUBLIC_URL.readOptional(values).flatMap(WebUrl::parse),
                EVENT_LOOPS.read(values),
                MAX_CONNECTIONS.read(values),
                Duration.ofSeconds(DRAIN_SECONDS.read(values)),
                CORS_ALLOWED_ORIGINS.read(values),
                API_PAGES.read(values).isOn());
    }

    private static Optional<String> origin(String text) {
        return text.equals(ANY_ORIGIN)
                ? Optional.of(text)
                : WebUrl.parse(text)
                        .filter(url -> url.isOrigin() && !url.host().contains(ANY_ORIGIN)) // browsers send no wildcard
                        .map(WebUrl::origin);
    }

    private static int defaultMaxConnections() {
        long byHeap = Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_CONNECTION;
        return (int) Math.max(1, Math.min(DEFAULT_MAX_CONNECTIONS, byHeap));
    }
}
