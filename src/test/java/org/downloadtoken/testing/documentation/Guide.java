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
    private static final String FENCE = "```";
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

    /** The cells of each table row. */
    public List<List<String>> rows() {
        return prose().filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(CELL_BORDER.split(line))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** The part below the heading with this text, up to the next heading of the same or a higher level. */
    public Guide section(String heading) {
        List<String> section = new ArrayList<>();
        int level = 0;
        boolean code = false;
        for (String line : lines) {
            code ^= line.startsWith(FENCE);
            int depth =
                    code ? 0 : line.length() - line.replaceFirst("^#+ ", " ").length();
            if (level == 0 && depth > 0 && line.substring(depth).strip().equals(heading)) {
                level = depth;
            } else if (level > 0 && depth > 0 && depth <= level) {
                break;
            } else if (level > 0) {
                section.add(line);
            }
        }
        if (level == 0) {
            throw new IllegalArgumentException(path + " has no heading " + heading);
        }
        return new Guide(path, section);
    }

    /** The blocks of code in this language. */
    public List<String> code(String language) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean inside = false;
        for (String line : lines) {
            if (inside && line.equals(FENCE)) {
                blocks.add(block.toString());
                inside = false;
            } else if (inside) {
                block.append(line).append('\n');
            } else if (line.equals(FENCE + language)) {
                block.setLength(0);
                inside = true;
            }
        }
        return blocks;
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
            if (line.startsWith(FENCE)) {
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
