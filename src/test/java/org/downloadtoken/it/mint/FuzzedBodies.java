package org.downloadtoken.it.mint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Creates bodies of requests for many tokens, and mutates their ids and their structure. */
final class FuzzedBodies {
    private static final List<String> SPACE = List.of("", "", "", " ", "\n", "\r\n\t ");
    private static final List<String> NAMES =
            List.of("dataset_ids", "dataset_ids ", "Dataset_ids", "dataset\\u005fids", "d\\u0061taset_ids", "ids", "");
    private static final List<String> VALUES = List.of(
            "null",
            "1",
            "true",
            "{}",
            "[]",
            "\"x\"",
            "-0",
            "1e999999999",
            "NaN",
            "9".repeat(1_500),
            "[\"x\"]",
            "'x'",
            "");
    private static final List<String> ODD = List.of(
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\u00e9",
            "\ud83d\ude00",
            "\uff11",
            "\u212a",
            "\\\"",
            "\\/",
            "\\n",
            "\"",
            "\\",
            "\u0000",
            "\u0001",
            "\u007f",
            "\\x",
            "\\u12",
            "-",
            "0",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "//",
            "/**/",
            "#");

    private final Random random;
    private final List<UUID> datasets;
    private final FuzzedBytes bytes;

    FuzzedBodies(Random random, List<UUID> datasets) {
        this.random = random;
        this.datasets = datasets;
        this.bytes = new FuzzedBytes(random);
    }

    byte[] next() {
        String text = oneIn(4) ? structure(ids()) : object("dataset_ids", ids());
        while (oneIn(4) && !text.isEmpty()) {
            int at = random.nextInt(text.length());
            text = text.substring(0, at) + any(ODD) + text.substring(at + random.nextInt(2));
        }
        return bytes.of(text);
    }

    private String ids() {
        int number = switch (random.nextInt(30)) {
            case 0 -> 0;
            case 1 -> 100;
            case 2 -> 101;
            case 3 -> random.nextInt(300);
            default -> 1 + random.nextInt(5);
        };
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ids.add(space() + '"' + id() + '"' + space());
        }
        return "[" + String.join(",", ids) + (oneIn(50) ? "," : "") + "]";
    }

    private String id() {
        String id = (oneIn(20) ? UUID.randomUUID() : any(datasets)).toString();
        if (!oneIn(10)) {
            return id;
        }
        int at = random.nextInt(id.length());
        return switch (random.nextInt(7)) {
            case 0 -> id.toUpperCase(Locale.ROOT);
            case 1 -> id.substring(0, at) + "\\u%04x".formatted((int) id.charAt(at)) + id.substring(at + 1);
            case 2 -> id.substring(0, at) + any(ODD) + id.substring(at + 1);
            case 3 -> id.substring(0, at);
            case 4 -> id.repeat(1 + random.nextInt(100));
            case 5 -> UUID.fromString(id).toString().replaceFirst("^0+|-0+", "-");
            default -> "{" + id + "}";
        };
    }

    private String structure(String ids) {
        String name = any(NAMES);
        return switch (random.nextInt(10)) {
            case 0 -> object(name, ids);
            case 1 -> object(name, any(VALUES));
            case 2 -> "{\"dataset_ids\":" + ids + ",\"" + name + "\":" + any(VALUES) + "}";
            case 3 -> "{\"" + name + "\":" + any(VALUES) + ",\"dataset_ids\":" + ids + "}";
            case 4 -> "{\"dataset_ids\":[" + any(VALUES) + "," + ids.substring(1) + "}";
            case 5 -> object("dataset_ids", ids) + any(VALUES);
            case 6 -> object("dataset_ids", object("dataset_ids", ids));
            case 7 -> nested(object("dataset_ids", ids));
            case 8 -> object("dataset_ids", nested(ids));
            default -> any(VALUES);
        };
    }

    private String nested(String text) {
        int depth = 1 + random.nextInt(oneIn(2) ? 3 : 4_000);
        return "[".repeat(depth) + text + "]".repeat(oneIn(2) ? depth : 0);
    }

    private String object(String name, String value) {
        return space() + "{" + space() + '"' + name + '"' + space() + ":" + value + space() + "}" + space();
    }

    private String space() {
        return any(SPACE);
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
