package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The unit file that runs the jar under systemd. */
public record SystemdUnit(Path path, List<String> lines) {
    private static final Path PATH = Path.of("conf", "systemd", "download-token-service.service");

    public static SystemdUnit shipped() {
        try {
            String joined = Files.readString(PATH).replace("\\\n", " "); // a line that ends so is continued
            return new SystemdUnit(PATH, joined.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All values of an option, in the order of the file. */
    public List<String> values(String option) {
        return lines.stream()
                .filter(line -> line.startsWith(option + "="))
                .map(line -> line.substring(option.length() + 1).strip())
                .toList();
    }

    public Optional<String> value(String option) {
        return values(option).stream().reduce((earlier, later) -> later);
    }

    /** The variables that the unit itself sets. */
    public Map<String, String> variables() {
        return pairs("Environment", "=");
    }

    /** The files of the credentials, by the name under which the service finds them in the directory %d. */
    public Map<String, String> credentials() {
        return pairs("LoadCredential", ":");
    }

    private Map<String, String> pairs(String option, String separator) {
        return values(option).stream()
                .map(value -> value.split(separator, 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
