package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.downloadtoken.testing.helm.Chart;
import org.downloadtoken.testing.helm.Manifests;
import org.downloadtoken.testing.helm.UnknownFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes the manifests of all sets of values into typed models. */
class ChartManifestsTest {
    /** Kinds without a typed model. A test of their own compares them as a whole. */
    private static final Set<String> UNTYPED = Set.of("SecurityPolicy");

    /** Members of these objects have names of the user's choice. */
    private static final Set<String> FREE_NAMES =
            Set.of("annotations", "data", "labels", "limits", "matchLabels", "nodeSelector", "requests", "selector");

    @Test
    void lintReportsNothingButTheMissingIcon() {
        assertEquals(
                List.of("[INFO] Chart.yaml: icon is recommended"),
                Chart.SHIPPED.lint().getMessages());
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void eachManifestHasATypedModelThatKnowsAllItsFields(Path values) {
        Manifests manifests = Chart.SHIPPED.render(values);

        assertTrue(manifests.documents().size() >= 3, values::toString);
        assertEquals(
                List.of(),
                typed(manifests)
                        .flatMap(model -> UnknownFields.of(model).stream())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void typoInAnyObjectIsFound(Path values) {
        for (JsonNode document : Chart.SHIPPED.render(values).documents()) {
            if (!UNTYPED.contains(document.get("kind").asText())) {
                for (ObjectNode object : objects(document)) {
                    object.put("typo", "x");
                    assertEquals(1, UnknownFields.of(Manifests.decode(document)).size(), document::toPrettyString);
                    object.remove("typo");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void kindAndNameAreUniqueAndHaveTheLabelsOfTheRelease(Path values) {
        List<HasMetadata> models = Chart.SHIPPED.render(values).models().toList();

        assertEquals(
                models.size(),
                models.stream()
                        .map(model ->
                                model.getKind() + "/" + model.getMetadata().getName())
                        .distinct()
                        .count());
        for (HasMetadata model : models) {
            Map<String, String> labels = model.getMetadata().getLabels();
            assertEquals("download-token-service", labels.get("app.kubernetes.io/name"));
            assertEquals("geo", labels.get("app.kubernetes.io/instance"));
        }
    }

    private static Stream<HasMetadata> typed(Manifests manifests) {
        return manifests
                .models()
                .filter(model -> !UNTYPED.contains(model.getKind()))
                .peek(model -> assertFalse(model instanceof GenericKubernetesResource, model::toString));
    }

    /** All objects at any depth whose members have names of Kubernetes' choice. */
    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
            object.properties().stream()
                    .filter(member -> !isFree(object, member.getKey()))
                    .forEach(member -> objects.addAll(objects(member.getValue())));
        } else {
            node.forEach(item -> objects.addAll(objects(item)));
        }
        return objects;
    }

    /** A selector is free only where it is a map of labels, as in a Service. */
    private static boolean isFree(ObjectNode object, String name) {
        return FREE_NAMES.contains(name)
                && !(name.equals("selector") && object.get(name).has("matchLabels"));
    }

    private static List<Path> valueFiles() {
        return Chart.valueFiles();
    }
}
