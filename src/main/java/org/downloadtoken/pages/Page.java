package org.downloadtoken.pages;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.downloadtoken.representation.Representation;

/** The content at one path. */
public record Page(String path, Representation content) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "ts", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "yaml", "application/yaml");

    /** A file of the class path. The extension of its name determines the media type. */
    public static Page file(String path, String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new Page(path, Representation.of(type(resource), Buffer.buffer(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String resource) {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException(resource + " must end with one of " + TYPES.keySet());
        }
        return type;
    }

    Page in(UnaryOperator<Buffer> buffers) {
        return new Page(
                path, new Representation(content.type(), buffers.apply(content.content()), content.entityTag()));
    }
}
