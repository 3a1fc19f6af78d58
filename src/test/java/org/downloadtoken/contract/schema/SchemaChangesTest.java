package org.downloadtoken.contract.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REQUEST  | {type: [string, 'null']}           | {type: string}                 | type changed from ["string","null"] to "string"
            REQUEST  | {}                                 | {type: string}                 | type changed from none to "string"
            REQUEST  | {type: number}                     | {type: integer}                | type changed from "number" to "integer"
            REQUEST  | {enum: [a, b]}                     | {enum: [a]}                    | enum changed from ["a","b"] to ["a"]
            REQUEST  | {type: string}                     | {type: string, enum: [a]}      | enum changed from none to ["a"]
            REQUEST  | {maxLength: 9}                     | {maxLength: 8}                 | maxLength changed from 9 to 8
            REQUEST  | {type: array}                      | {type: array, maxItems: 3}     | maxItems changed from none to 3
            REQUEST  | {minimum: 0}                       | {minimum: 0.5}                 | minimum changed from 0 to 0.5
            REQUEST  | {pattern: '^[a-f]+$'}              | {pattern: '^[a-e]+$'}          | pattern changed from "^[a-f]+$" to "^[a-e]+$"
            REQUEST  | {type: string}                     | {type: string, format: uuid}   | format changed from none to "uuid"
            REQUEST  | {}                                 | {required: [a]}                | required changed from none to ["a"]
            REQUEST  | {properties: {a: {}}}              | {}                             | the member a was removed
            REQUEST  | {}                                 | {additionalProperties: false}  | additionalProperties changed from none to false
            REQUEST  | {default: 1}                       | {default: 2}                   | default changed from 1 to 2
            REQUEST  | {anyOf: [{const: 1}, {const: 2}]}  | {anyOf: [{const: 1}]}          | 'anyOf changed from [{"const":1},{"const":2}] to [{"const":1}]'
            REQUEST  | {anyOf: [{const: 1}]}              | {anyOf: [{const: 1}, {const: 2}]} | 'anyOf changed from [{"const":1}] to [{"const":1},{"const":2}]'
            REQUEST  | {anyOf: [{maxLength: 3}]}          | {anyOf: [{maxLength: 2}]}      | anyOf[0]: maxLength changed from 3 to 2
            RESPONSE | {allOf: [{}, {properties: {a: {}}}]} | {allOf: [{}, {}]}           | allOf[1]: the member a was removed
            RESPONSE | {allOf: [{minLength: 1}]}          | {}                             | 'allOf changed from [{"minLength":1}] to none'
            REQUEST  | {oneOf: [{maximum: 3}]}            | {oneOf: [{maximum: 4}]}        | oneOf[0]: maximum changed from 3 to 4
            RESPONSE | {oneOf: [{maximum: 4}]}            | {oneOf: [{maximum: 3}]}        | oneOf[0]: maximum changed from 4 to 3
            REQUEST  | {format: uuid}                     | {}                             | format changed from "uuid" to none
            RESPONSE | {}                                 | {format: date-time}            | format changed from none to "date-time"
            RESPONSE | {format: int64}                    | {format: int32}                | format changed from "int64" to "int32"
            RESPONSE | {}                                 | {contentEncoding: base64}      | contentEncoding changed from none to "base64"
            REQUEST  | {contentEncoding: base64}          | {}                             | contentEncoding changed from "base64" to none
            RESPONSE | {}                                 | {contentMediaType: image/png}  | contentMediaType changed from none to "image/png"
            REQUEST  | {readOnly: true}                   | {}                             | readOnly changed from true to none
            RESPONSE | {}                                 | {readOnly: true}               | readOnly changed from none to true
            RESPONSE | {}                                 | {writeOnly: true}              | writeOnly changed from none to true
            RESPONSE | {}                                 | {discriminator: {propertyName: a}} | 'discriminator changed from none to {"propertyName":"a"}'
            REQUEST  | {discriminator: {propertyName: a}} | {}                             | 'discriminator changed from {"propertyName":"a"} to none'
            RESPONSE | {prefixItems: [{type: string}]}    | {prefixItems: [{type: integer}]} | 'prefixItems changed from [{"type":"string"}] to [{"type":"integer"}]'
            RESPONSE | {}                                 | {unevaluatedProperties: false} | unevaluatedProperties changed from none to false
            REQUEST  | {propertyNames: {maxLength: 3}}    | {}                             | 'propertyNames changed from {"maxLength":3} to none'
            REQUEST  | {exclusiveMinimum: true}           | {exclusiveMinimum: false}      | exclusiveMinimum changed from true to false
            REQUEST  | {pattern: '^[a-'}                  | {pattern: '^[b-'}              | pattern changed from "^[a-" to "^[b-"
            REQUEST  | {}                                 | {allOf: [{minLength: 1}]}      | 'allOf changed from none to [{"minLength":1}]'
            REQUEST  | {}                                 | {not: {const: a}}              | 'not changed from none to {"const":"a"}'
            RESPONSE | {type: string}                     | {type: [string, 'null']}       | type changed from "string" to ["string","null"]
            RESPONSE | {type: integer}                    | {type: number}                 | type changed from "integer" to "number"
            RESPONSE | {type: string}                     | {type: integer}                | type changed from "string" to "integer"
            RESPONSE | {const: a}                         | {enum: [a, b]}                 | enum changed from ["a"] to ["a","b"]
            RESPONSE | {const: a}                         | {type: string}                 | enum changed from ["a"] to none
            RESPONSE | {maximum: 120}                     | {maximum: 1000}                | maximum changed from 120 to 1000
            RESPONSE | {minItems: 1}                      | {}                             | minItems changed from 1 to none
            RESPONSE | {pattern: '^[a-f]+$'}              | {pattern: '^[a-g]+$'}          | pattern changed from "^[a-f]+$" to "^[a-g]+$"
            RESPONSE | {format: uri}                      | {}                             | format changed from "uri" to none
            RESPONSE | {required: [a, b]}                 | {required: [a]}                | required changed from ["a","b"] to ["a"]
            RESPONSE | {properties: {a: {}}}              | {properties: {b: {}}}          | the member a was removed
            RESPONSE | {properties: {a: {type: string}}}  | {properties: {a: {}}}          | a: type changed from "string" to none
            RESPONSE | {items: {type: string}}            | {}                             | items: type changed from "string" to none
            RESPONSE | {additionalProperties: {minimum: 1}} | {additionalProperties: {}}   | additionalProperties: minimum changed from 1 to none
            """)
    void breakingChangeIsReported(Direction direction, String released, String current, String change)
            throws IOException {
        assertEquals(List.of(change), SchemaChanges.between(direction, yaml(released), yaml(current)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REQUEST  | {type: string}                     | {type: [string, 'null']}
            REQUEST  | {type: integer}                    | {type: number}
            REQUEST  | {const: a}                         | {enum: [a, b]}
            REQUEST  | {maxLength: 8, minLength: 2}       | {maxLength: 9, minLength: 1}
            REQUEST  | {pattern: '^[a-e]+$'}             | {pattern: '^[a-f]*$'}
            REQUEST  | {required: [a, b]}                 | {required: [a]}
            REQUEST  | {properties: {a: {}}}              | {properties: {a: {}, b: {type: string}}}
            REQUEST  | {additionalProperties: false}      | {}
            REQUEST  | {anyOf: [{maxLength: 2}]}          | {anyOf: [{maxLength: 3}]}
            RESPONSE | {allOf: [{properties: {a: {}}}]}   | {allOf: [{properties: {a: {}, b: {}}}]}
            RESPONSE | {oneOf: [{properties: {a: {}}}]}   | {oneOf: [{properties: {a: {}, b: {}}}]}
            RESPONSE | {type: [string, 'null']}           | {type: string}
            RESPONSE | {enum: [a, b]}                     | {const: a}
            RESPONSE | {maximum: 120}                     | {maximum: 100, minimum: 1}
            RESPONSE | {}                                 | {pattern: '^a', items: {type: string}}
            RESPONSE | {required: [a]}                    | {required: [a, b]}
            RESPONSE | {additionalProperties: false}      | {additionalProperties: true}
            RESPONSE | {additionalProperties: false, properties: {a: {}}} | {additionalProperties: false, properties: {a: {}, b: {}}}
            """)
    void compatibleChangeIsAllowed(Direction direction, String released, String current) throws IOException {
        assertEquals(List.of(), SchemaChanges.between(direction, yaml(released), yaml(current)));
    }

    private static JsonNode yaml(String text) throws IOException {
        return new YAMLMapper().readTree(text);
    }
}
