package org.downloadtoken.testing.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shipped compose file. */
public record ComposeFile(JsonNode services) {
    public static final Path PATH = Path.of("conf/compose/compose.yaml");

    public static ComposeFile shipped() {
        try {
            return new ComposeFile(new YAMLMapper().readTree(PATH.toFile()).get("services"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> names() {
        return names(services);
    }

    /** The mounted files of the repository by their targets. */
    public Map<String, Path> mounts() {
        Map<String, Path> mounts = new HashMap<>();
        for (JsonNode service : services) {
            texts(service.path("volumes"))
                    .filter(volume -> volume.startsWith("."))
                    .map(volume -> volume.split(":", -1))
                    .forEach(parts ->
                            mounts.put(parts[1], PATH.resolveSibling(parts[0]).normalize()));
        }
        return mounts;
    }

    public Path mounted(String target) {
        return Objects.requireNonNull(mounts().get(target), target);
    }

    public Map<String, String> environment(String service) {
        return services.get(service).get("environment").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    /** The services on which a service depends. */
    public static Set<String> needs(JsonNode service) {
        JsonNode needed = service.path("depends_on");
        return needed.isArray() ? texts(needed).collect(Collectors.toSet()) : names(needed);
    }

    public static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
