package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.downloadtoken.testing.ApiClient;

/**
 * A request for many tokens.
 *
 * @param fields the header fields of the content
 * @param split where the bytes of the request are divided into two segments
 */
record FuzzedBatch(BatchCaller caller, List<String> fields, Buffer body, Framing framing, int split) {
    private static final List<String> TYPES = List.of(
            "Content-Type: application/json; charset=utf-8",
            "content-type:APPLICATION/JSON",
            "Content-Type: application/json ;charset=utf-16",
            "Content-Type: text/plain",
            "Content-Type: application/jsonx",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type:",
            "X-Content-Type: application/json");
    private static final List<String> ENCODINGS =
            List.of("Content-Encoding: gzip", "Content-Encoding: identity", "content-encoding: x, identity");

    /** How the length of the body is announced. */
    enum Framing {
        LENGTH,
        CHUNKED,
        EXPECTED,
        /** Fewer bytes than there are. */
        SHORT,
        /** More bytes than there are. Then the client sends no more. */
        CUT,
        /** A chunk without a valid length. */
        MALFORMED_CHUNK;

        /** Whether another request may follow on the connection. After EXPECTED, the body may be missing. */
        boolean endIsKnown() {
            return this == LENGTH || this == CHUNKED;
        }

        /** Whether the connection may end without a response. The bytes after SHORT are an invalid request, which resets it. */
        boolean isInvalid() {
            return this == SHORT || isCutOff();
        }

        /** Whether the service never receives the end of the request. */
        boolean isCutOff() {
            return this == CUT || this == MALFORMED_CHUNK;
        }
    }

    static FuzzedBatch next(Random random, List<UUID> datasets) {
        List<String> fields = new ArrayList<>();
        fields.add(random.nextInt(10) == 0 ? any(random, TYPES) : "Content-Type: application/json");
        if (random.nextInt(20) == 0) {
            fields.add(any(random, ENCODINGS));
        }
        Framing framing = random.nextInt(4) == 0 ? any(random, List.of(Framing.values())) : Framing.LENGTH;
        Buffer body = Buffer.buffer(new FuzzedBodies(random, datasets).next());
        return new FuzzedBatch(
                any(random, List.of(BatchCaller.values())), fields, body, framing, random.nextInt(body.length() + 300));
    }

    /** The value of a field of the content, without the space around it. */
    Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(field -> field.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** The part of the body that belongs to the request. */
    byte[] received() {
        return body.getBytes(0, framing == Framing.SHORT ? body.length() / 2 : body.length());
    }

    byte[] head() {
        List<String> lines = new ArrayList<>(List.of("POST " + ApiClient.MINT_ALL + " HTTP/1.1", "Host: x"));
        lines.addAll(fields);
        caller.field().ifPresent(lines::add);
        lines.add(
                switch (framing) {
                    case LENGTH -> "Content-Length: " + body.length();
                    case EXPECTED -> "Expect: 100-continue\r\nContent-Length: " + body.length();
                    case SHORT -> "Content-Length: " + received().length;
                    case CUT -> "Content-Length: " + (body.length() + 1);
                    case CHUNKED, MALFORMED_CHUNK -> "Transfer-Encoding: chunked";
                });
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    byte[] content() {
        if (framing != Framing.CHUNKED && framing != Framing.MALFORMED_CHUNK) {
            return body.getBytes();
        }
        int first = Math.min(split, body.length());
        return Buffer.buffer()
                .appendBuffer(chunk(body.slice(0, first)))
                .appendBuffer(chunk(body.slice(first, body.length())))
                .appendString(framing == Framing.CHUNKED ? "0\r\n\r\n" : "-1\r\n\r\n")
                .getBytes();
    }

    private static Buffer chunk(Buffer content) {
        return content.length() == 0
                ? content
                : Buffer.buffer("%x;x=y\r\n".formatted(content.length()))
                        .appendBuffer(content)
                        .appendString("\r\n");
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @Override
    public String toString() {
        return caller + " " + framing + " " + fields + " " + body.toString(ISO_8859_1);
    }
}
