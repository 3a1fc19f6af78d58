package org.downloadtoken.contract.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            ^[0-9a-f]{8}$      ; ^[0-9]{8}$         ; true
            ^[0-9]{8}$         ; ^[0-9a-f]{8}$      ; false
            ^[A-Za-z0-9_-]+$   ; ^[a-z]+-[0-9]?$    ; true
            ^Bearer            ; ^Bearer:.*$        ; true
            ^Bearer$           ; ^Bearer            ; false
            Api                ; ^X-Api-Key$        ; true
            ^"[^"]+"$          ; ^"(a|b)"$          ; true
            ^"(a|b)"$          ; ^"[^"]+"$          ; false
            ^a\\.b$            ; ^a.b$              ; false
            ^a.b$              ; ^a\\.b$            ; true
            ^#@<1-2>&~$        ; ^#@<1-2>&~$        ; true
            ^(a|b)$            ; ^a|b$              ; false
            ^\\d+$             ; ^[0-9]+$           ; false
            ^(?!b).*$          ; ^a$                ; false
            ^[\\d]+$           ; ^[d]+$             ; false
            ^(a$               ; ^a$                ; false
            ^a\\\\$             ; ^a\\\\$             ; true
            ^a\\\\$             ; ^a\\\\[$]$          ; false
            ^[^]$              ; ^a$                ; false
            ^a{2,1}$           ; ^a$                ; false
            """)
    void includes(String wide, String narrow, boolean expected) {
        assertEquals(expected, new SchemaPattern(wide).includes(new SchemaPattern(narrow)));
    }
}
