package org.downloadtoken.testing.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation in Markdown, read as GitHub renders it. */
public record Guide(Path path, List<String> lines) {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

    public static Guide read(Path path) {
        try {
            return new Guide(path, Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All guides of a directory, by name. */
    public static List<Guide> readAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(Guide::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The targets of all links and images. */
    public List<String> links() {
        return prose().map(line -> CODE.matcher(line).replaceAll(""))
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** The links to files or headings that do not exist. */
    public List<String> brokenLinks() {
        return links().stream()
                .filter(link -> !link.startsWith("https://") && !link.startsWith("http://"))
                .filter(link -> !leadsSomewhere(link))
                .toList();
    }

    /** The blocks of code in a language. */
    public List<String> code(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(String.join("\n", lines))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The cells of each table row. */
    public List<List<String>> rows() {
        return prose().filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(CELL_BORDER.split(line))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private boolean leadsSomewhere(String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? path
                : path.toAbsolutePath().resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || read(target).anchors().contains(parts[1]));
    }

    private Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        prose().filter(line -> line.matches("#+ .*")).forEach(heading -> {
            String anchor = heading.replaceFirst("#+ ", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            String unique = anchor;
            for (int i = 1; !anchors.add(unique); i++) {
                unique = anchor + "-" + i;
            }
        });
        return anchors;
    }

    /** The lines that are not in a block of code. */
    private Stream<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return prose.stream();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
