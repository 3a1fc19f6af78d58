package org.downloadtoken.forwardauth;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Mutates good paths in the ways in which servers read a path differently. The same seed gives the same paths. */
final class FuzzedPaths {
    private static final List<String> INSERTED = List.of(
            "/",
            "//",
            "/.",
            "/./",
            "/..",
            "/../",
            "/.../",
            "/%2e/",
            "/%2E%2e/",
            "/%2e./",
            "%2F",
            "%5c",
            "%00",
            "%",
            "%zz",
            "%c0%af",
            "%252e",
            ";",
            ";a=b",
            "/..;/",
            "\\",
            "\\..\\",
            "\u0000",
            "\t",
            "\r\n",
            " ",
            "+",
            "~",
            "@",
            ":",
            "?",
            "#",
            "*",
            "**",
            "{dataset_id}",
            "\u00e9",
            "\u2215",
            "\uff0e\uff0e",
            "\ud83d\ude00",
            "\u212a",
            "a",
            ".",
            ".tif");

    private final Random random;
    private final List<String> good;

    FuzzedPaths(long seed, List<String> good) {
        this.random = new Random(seed);
        this.good = good;
    }

    String next() {
        String path = any(good);
        for (int i = random.nextInt(4); i > 0; i--) {
            path = mutate(path);
        }
        return path;
    }

    private String mutate(String path) {
        if (path.isEmpty()) {
            return any(good);
        }
        int at = random.nextInt(path.length());
        int slash = Math.max(0, path.indexOf('/', at));
        return switch (random.nextInt(10)) {
            case 0 -> path.substring(0, at) + any(INSERTED) + path.substring(at);
            case 1 -> path.substring(0, slash) + any(INSERTED) + path.substring(slash);
            case 2 -> path + any(INSERTED);
            case 3 -> path.substring(0, at) + path.substring(at + 1);
            case 4 -> path.substring(0, at) + "%%%02x".formatted((int) path.charAt(at)) + path.substring(at + 1);
            case 5 -> path.substring(0, at) + path.substring(at).toUpperCase(Locale.ROOT);
            case 6 -> path.substring(0, slash) + any(good);
            case 7 -> path.substring(slash);
            case 8 -> path + "/a".repeat(random.nextInt(2_000));
            default -> path.substring(0, at) + (char) random.nextInt(256) + path.substring(at + 1);
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
