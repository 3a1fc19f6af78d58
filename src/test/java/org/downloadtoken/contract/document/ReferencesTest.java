package org.downloadtoken.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    private static final String COMPONENTS = """
            components:
              schemas:
                Id: {type: string}
                Color: {type: string, enum: [red]}
                Node: {properties: {next: {$ref: '#/components/schemas/Node'}}}
              parameters:
                Id: {name: id, in: query}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {$ref: '#/components/schemas/Id'}                    | {type: string}
            {$ref: '#/components/parameters/Id'}                 | {name: id, in: query}
            {$ref: '#/components/schemas/Id', maxLength: 3}      | {allOf: [{type: string}, {maxLength: 3}]}
            {properties: {$ref: {type: string}}}                 | {properties: {$ref: {type: string}}}
            {$ref: '#/components/schemas/Node'}                  | {properties: {next: {$ref: '#/components/schemas/Node'}}, class: Node}
            {$ref: '#/components/schemas/Id', description: An id} | {type: string}
            {$ref: '#/components/schemas/Color'}                 | {type: string, enum: [red], class: Color}
            """)
    void referenceIsReplaced(String node, String resolved) throws IOException {
        assertEquals(yaml(resolved), resolve(node));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {$ref: '#anchor'}                                    | the reference #anchor is not supported: it must start with #/
            {$ref: 'a.yaml#/Id'}                                 | the reference a.yaml#/Id is not supported: it must start with #/
            {$ref: '#/components/schemas/None'}                  | the reference #/components/schemas/None has no target
            {$ref: '#/components/parameters/Id', required: true} | members beside the reference #/components/parameters/Id have no effect
            """)
    void referenceIsRefusedByName(String node, String message) throws IOException {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> resolve(node))
                        .getMessage());
    }

    @Test
    void recursiveReferenceEndsTheReplacement() throws IOException {
        JsonNode first = resolve("{$ref: '#/components/schemas/Node', maxProperties: 3}");

        assertEquals(
                "#/components/schemas/Node",
                first.at("/allOf/0/properties/next/$ref").asText());
    }

    private static JsonNode resolve(String node) throws IOException {
        return new References(yaml(COMPONENTS)).resolve(yaml(node));
    }

    private static JsonNode yaml(String text) throws IOException {
        return new YAMLMapper().readTree(text);
    }
}
