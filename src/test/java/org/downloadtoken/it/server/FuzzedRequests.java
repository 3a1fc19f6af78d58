package org.downloadtoken.it.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Creates valid requests and mutates parts of them. The same seed gives the same requests. */
final class FuzzedRequests {
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "get", "TRACE");
    private static final List<Sender> SENDERS =
            List.of(Sender.CLIENT, Sender.CLIENT, Sender.CLIENT, Sender.CLIENT, Sender.PROXY, Sender.ENVOY);
    private static final List<String> FILES = List.of("cog", "a.tif", "coastlines-of-europe.tif");
    private static final List<String> FIELDS = List.of(
            "Range: bytes=0-99",
            "Range: bytes=100-",
            "Range: bytes=-7",
            "Range: bytes=0-0,5-9",
            "Range: bytes=99999999999999999999-",
            "If-Range: \"x\"",
            "If-Range: Wed, 01 Jan 2020 00:00:00 GMT",
            "If-None-Match: *",
            "If-None-Match: \"a\", W/\"b\"",
            "If-Match: *",
            "If-Match: \"\"",
            "If-Modified-Since: Wed, 01 Jan 2020 00:00:00 GMT",
            "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
            "Origin: https://viewer.example.com",
            "X-Forwarded-Uri: /",
            "X-Original-Method: GET",
            "X-Forwarded-For: 127.0.0.1",
            "X-Api-Key: x",
            "Authorization: Bearer x",
            "Authorization: Basic YTpi",
            "Accept: */*",
            "Cookie: token=x",
            "Expect: 100-continue",
            "Content-Length: 0");
    private static final String ODD = "%/.\\?&=#;:+-_ ~'\"<>{}[]()|^`@!$*,\u0000\u0001\u007f\u00e9\u00ff0aZ";

    private final Random random;
    private final List<String> ids;
    private final List<String> tokens;

    /** Creates requests for these datasets with these tokens. */
    FuzzedRequests(long seed, List<String> ids, List<String> tokens) {
        this.random = new Random(seed);
        this.ids = ids;
        this.tokens = tokens;
    }

    /** The client itself, or a proxy that asks whether its client may send it. */
    enum Sender {
        CLIENT,
        PROXY,
        ENVOY;

        private String target(String uri) {
            return switch (this) {
                case CLIENT -> uri;
                case PROXY -> "/api/auth/verify";
                case ENVOY -> "/api/auth/ext-authz" + uri;
            };
        }
    }

    /**
     * A request.
     *
     * @param uri the requested URI, at the service or at a proxy before it
     * @param sender who sends the URI to the service
     */
    record Fuzzed(String method, String uri, List<String> fields, Sender sender) {
        String text() {
            List<String> lines = new ArrayList<>();
            lines.add(method + " " + sender.target(uri) + " HTTP/1.1");
            lines.add("Host: x");
            if (sender == Sender.PROXY) {
                lines.add("X-Original-URI: " + uri);
            }
            lines.addAll(fields);
            return String.join("\r\n", lines) + "\r\n\r\n";
        }
    }

    Fuzzed next() {
        String path = mutate("/api/datasets/" + any(ids) + "/download/" + any(FILES), 4);
        List<String> fields = new ArrayList<>();
        while (random.nextInt(3) == 0) {
            String field = mutate(any(FIELDS), 3);
            if (!field.isEmpty()) { // an empty line would end the headers
                fields.add(field);
            }
        }
        return new Fuzzed(any(METHODS), path + query(), fields, any(SENDERS));
    }

    private String query() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "?" + parameter() + "&" + parameter();
            case 2 -> mutate("?" + parameter(), 2);
            case 3 -> "?a=b&" + parameter() + "&c";
            default -> "?" + parameter();
        };
    }

    private String parameter() {
        return mutate("token", 30) + "=" + mutate(any(tokens), 3);
    }

    /** Mutates the text in one of this number of cases. */
    private String mutate(String text, int oneIn) {
        if (random.nextInt(oneIn) != 0 || text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        String odd = String.valueOf(ODD.charAt(random.nextInt(ODD.length())));
        String mutated = switch (random.nextInt(7)) {
            case 0 -> text.substring(0, at) + odd + text.substring(at);
            case 1 -> text.substring(0, at) + odd + text.substring(at + 1);
            case 2 -> text.substring(0, at) + text.substring(at + 1);
            case 3 -> text.substring(0, at);
            case 4 -> text.substring(0, at) + text.substring(at / 2);
            case 5 -> text.substring(0, at) + "%%%02x".formatted((int) text.charAt(at)) + text.substring(at + 1);
            default -> text.toUpperCase(Locale.ROOT);
        };
        return random.nextInt(4) == 0 ? mutate(mutated, 1) : mutated;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
