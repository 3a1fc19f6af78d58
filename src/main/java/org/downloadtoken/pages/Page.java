package org.downloadtoken.pages;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What is served at one path.
 *
 * @param contentSecurityPolicy what a browser lets the page do (CSP Level 3)
 */
public record Page(String path, Representation content, String contentSecurityPolicy) {
    /** Scripts, styles, images and requests of the page's own origin, and nothing else; no inline code, no frame around it. */
    public static final String OWN_ORIGIN = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "ts", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "yaml", "application/yaml");

    public Page(String path, Representation content) {
        this(path, content, OWN_ORIGIN);
    }

    /** A file of the class path; its name tells its type. */
    public static Page file(String path, String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new Page(path, Representation.of(type(resource), offHeap(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Page withContentSecurityPolicy(String policy) {
        return new Page(path, content, policy);
    }

    private static String type(String resource) {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException(resource + " must end with one of " + TYPES.keySet());
        }
        return type;
    }

    /** From the heap, the transport would copy the file for each client that is slow to read it. */
    private static Buffer offHeap(byte[] content) {
        return BufferInternal.buffer(
                Unpooled.directBuffer(content.length, content.length).writeBytes(content));
    }
}
