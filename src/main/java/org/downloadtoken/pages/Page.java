package org.downloadtoken.pages;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.downloadtoken.representation.Representation;

/** What is served at one path. */
public record Page(String path, Representation content) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "ts", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "yaml", "application/yaml");

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
