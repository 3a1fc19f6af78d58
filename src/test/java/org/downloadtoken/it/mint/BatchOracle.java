package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides from the bytes of a request which status its response must have. The bodies that are allowed form a regular language,
 * so expressions recognize them. The oracle shares no code with the service.
 */
final class BatchOracle {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern QUOTE = Pattern.compile("\"");
    private static final Pattern CHARACTERS = Pattern.compile("[^\"\\\\\\x00-\\x1f]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*");

    private final Matcher matcher;
    private final int length;
    private int at;

    private BatchOracle(String text) {
        matcher = SPACE.matcher(text);
        length = text.length();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The status of the whole response. */
    static int status(FuzzedBatch batch) {
        byte[] body = batch.received();
        String type = batch.field("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String encoding = batch.field("Content-Encoding").orElse("identity");
        if (body.length > 8_192) {
            return 413;
        }
        if (!type.matches("application/json *(;.*)?") || !encoding.equals("identity")) {
            return 415;
        }
        Optional<List<String>> ids = ids(body);
        if (ids.isEmpty()) {
            return 400;
        }
        if (ids.get().isEmpty() || ids.get().size() > 100) {
            return 422;
        }
        return switch (batch.caller()) {
            case INVALID_SESSION -> 401;
            case READ_ONLY_KEY -> ids.get().stream().anyMatch(BatchOracle::isId) ? 403 : 200;
            default -> 200;
        };
    }

    /** The ids that a body asks for; empty if it is malformed. */
    static Optional<List<String>> ids(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return new BatchOracle(text.replaceFirst("^\ufeff", "")).object();
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private Optional<List<String>> object() {
        if (!token("{") || !string().equals(Optional.of("dataset_ids")) || !token(":") || !token("[")) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        while (ids.isEmpty() || token(",")) {
            Optional<String> id = string();
            if (id.isEmpty() && ids.isEmpty()) {
                break;
            }
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id.get());
        }
        return token("]") && token("}") && at == length ? Optional.of(ids) : Optional.empty();
    }

    private Optional<String> string() {
        int start = at;
        StringBuilder string = new StringBuilder();
        boolean open = next(QUOTE);
        while (open && !next(QUOTE)) {
            if (next(CHARACTERS)) {
                string.append(matcher.group());
            } else if (next(ESCAPED)) {
                string.append(unescaped(matcher.group(1)));
            } else {
                open = false;
            }
        }
        at = open ? at : start;
        return open ? Optional.of(string.toString()) : Optional.empty();
    }

    private static char unescaped(String escape) {
        return escape.startsWith("u")
                ? (char) Integer.parseInt(escape.substring(1), 16)
                : "\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(escape));
    }

    /** A token with the space around it. */
    private boolean token(String text) {
        next(SPACE);
        boolean found = next(Pattern.compile(text, Pattern.LITERAL));
        next(SPACE);
        return found;
    }

    private boolean next(Pattern pattern) {
        boolean found = matcher.usePattern(pattern).region(at, length).lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }
}
