package org.downloadtoken.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown: what each client compiles, does and understands. */
final class ClientTable {
    private static final String COMPILED_ONLY = " |".repeat(ClientCheck.values().length + 1);

    private final Map<GeneratedClient, String> rows = new EnumMap<>(GeneratedClient.class);

    /** The client compiles. */
    void compiled(GeneratedClient client) {
        rows.put(client, "yes |" + COMPILED_ONLY);
    }

    /** The program of the client ran to its end. */
    void ran(GeneratedClient client, String output, boolean credentialInUri) {
        List<String> lines = output.lines().toList();
        List<String> cells = new ArrayList<>(List.of("yes"));
        for (ClientCheck check : ClientCheck.values()) {
            cells.add(client.checks().contains(check) ? yes(lines.contains(check.label() + " ok")) : "");
        }
        cells.add(yes(!credentialInUri));
        rows.put(client, String.join(" | ", cells) + " |");
    }

    void write(Path file) {
        List<String> head = new ArrayList<>(List.of("client", "compiles"));
        Arrays.stream(ClientCheck.values()).map(ClientCheck::label).forEach(head::add);
        head.add("no credential in a URL");
        String table = Stream.concat(
                        Stream.of("| " + String.join(" | ", head) + " |", "|" + " --- |".repeat(head.size())),
                        rows.entrySet().stream().map(row -> "| " + row.getKey().label() + " | " + row.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            Files.writeString(file, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yes(boolean passed) {
        return passed ? "yes" : "no";
    }
}
