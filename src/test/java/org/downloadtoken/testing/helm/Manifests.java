package org.downloadtoken.testing.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of a rendered chart. */
public record Manifests(List<JsonNode> documents) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

    static Manifests parse(String text) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return new Manifests(documents.readAll().stream()
                    .filter(document -> !document.isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decodes one manifest into its typed model. The decoder keeps unknown fields aside, see {@link UnknownFields}. */
    public static HasMetadata decode(JsonNode manifest) {
        return KUBERNETES.unmarshal(manifest.toString());
    }

    /** All manifests of a model. */
    public <T extends HasMetadata> List<T> all(Class<T> model) {
        return models().filter(model::isInstance).map(model::cast).toList();
    }

    /** The only manifest of a model. */
    public <T extends HasMetadata> T one(Class<T> model) {
        List<T> all = all(model);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " manifests are a " + model.getSimpleName());
        }
        return all.get(0);
    }

    /** The pods of the service, without their labels. */
    public PodSpec pod() {
        return one(Deployment.class).getSpec().getTemplate().getSpec();
    }

    /** The pods of each role, without their labels. */
    public List<PodSpec> pods() {
        return all(Deployment.class).stream()
                .map(deployment -> deployment.getSpec().getTemplate().getSpec())
                .toList();
    }

    /** The manifest of a model with this name. */
    public <T extends HasMetadata> T named(Class<T> model, String name) {
        return all(model).stream()
                .filter(manifest -> manifest.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + model.getSimpleName() + " has the name " + name));
    }

    /** The only manifest of a kind, for kinds without a model. */
    public JsonNode one(String kind) {
        return documents.stream()
                .filter(document -> document.get("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    public Stream<HasMetadata> models() {
        return documents.stream().map(Manifests::decode);
    }
}
