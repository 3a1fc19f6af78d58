package org.downloadtoken.pages;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.representation.Representation;

/** The pages of an instance. Each is served at the root and below the base path, since a proxy may forward only one of them. */
public record Pages(List<Page> pages) {
    public static final Pages NONE = new Pages(List.of());

    /** Allows scripts, styles, images and requests of the own origin only; no inline code and no frames (CSP Level 3). */
    private static final String OWN_ORIGIN = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");

    /** Keeps the last of several pages with one path. */
    public Pages {
        Map<String, Page> last = new LinkedHashMap<>();
        pages.forEach(page -> last.put(page.path(), page));
        pages = List.copyOf(last.values());
    }

    /** The client library for browsers, which every instance serves: a module, its types, and the modules that it imports. */
    public static Pages client() {
        Stream<String> files = Stream.of(
                "download-token.js",
                "download-token.d.ts",
                "delay.js",
                "errors.js",
                "mint.js",
                "save.js",
                "signals.js",
                "time.js",
                "token-request.js",
                "tokens.js");
        return new Pages(files.map(file -> shipped("/client/" + file)).toList());
    }

    /** The landing page and the API documentation. */
    public static Pages api(Representation yaml, Representation json) {
        Stream<Page> shipped = Stream.of(
                        "/page.css",
                        "/icon.svg",
                        "/docs/start.js",
                        "/docs/readable.css",
                        "/docs/swagger-ui.css",
                        "/docs/swagger-ui-bundle.js")
                .map(Pages::shipped);
        Stream<Page> named = Stream.of(
                Page.file("/", "/pages/index.html"),
                Page.file("/docs", "/pages/docs.html"),
                new Page("/openapi.yaml", yaml),
                new Page("/openapi.json", json));
        return new Pages(Stream.concat(shipped, named).toList());
    }

    /** The same pages in other buffers. */
    public Pages in(UnaryOperator<Buffer> buffers) {
        return new Pages(pages.stream().map(page -> page.in(buffers)).toList());
    }

    /** These pages and others. Of several pages with one path, the last one wins. */
    public Pages and(Pages others) {
        return new Pages(Stream.concat(pages.stream(), others.pages.stream()).toList());
    }

    /**
     * Adds the pages after the existing routes.
     *
     * @param served receives each connection before a page is sent; a large page takes a slow client minutes
     */
    public void addTo(Router router, String basePath, Consumer<HttpConnection> served) {
        Stream.of("", basePath)
                .distinct()
                .forEach(root -> pages.forEach(page -> router.routeWithRegex(Pattern.quote(
                                root + page.path())) // a plain path would also match with a slash at its end
                        .method(HttpMethod.GET)
                        .method(HttpMethod.HEAD)
                        .handler(context -> {
                            served.accept(context.request().connection());
                            answer(context, page);
                        })));
    }

    private static void answer(RoutingContext context, Page page) {
        context.response()
                .putHeader(CONTENT_SECURITY_POLICY, OWN_ORIGIN)
                .putHeader(CONTENT_TYPE_OPTIONS, "nosniff")
                .putHeader(REFERRER_POLICY, "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        page.content().respond(context);
    }

    private static Page shipped(String path) {
        return Page.file(path, "/pages" + path);
    }
}
