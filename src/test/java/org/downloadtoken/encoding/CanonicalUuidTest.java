package org.downloadtoken.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUuidTest {
    private static final UUID ID = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");

    @ParameterizedTest
    @ValueSource(strings = {"2489e9ad-2ee2-8e00-8ec9-32d5f69181c0", "2489E9AD-2EE2-8E00-8EC9-32D5F69181C0"})
    void eitherCaseIsCanonical(String text) {
        assertEquals(Optional.of(ID), CanonicalUuid.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "2489e9ad2ee28e008ec932d5f69181c0",
                "urn:uuid:2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
                "{2489e9ad-2ee2-8e00-8ec9-32d5f69181c0}",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181c",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0 ",
                "2489e9ad-2ee2-8e00-8ec9-32d5f69181cg",
                "2489e9ad-2ee2-8e00-8ec9-+2d5f69181c0",
                "2489e9ad-2ee2-8e008-ec9-32d5f69181c0",
                "\u0662489e9ad-2ee2-8e00-8ec9-32d5f69181c"
            })
    void anyOtherTextIsNot(String text) {
        assertEquals(Optional.empty(), CanonicalUuid.parse(text));
    }

    @Test
    void noTextIsNot() {
        assertEquals(Optional.empty(), CanonicalUuid.parse(null));
    }

    @Test
    void eachUuidIsParsed() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());

            assertEquals(Optional.of(id), CanonicalUuid.parse(id.toString()));
        }
    }

    @Test
    void wrongCharacterAtAnyPositionIsNotAccepted() {
        String text = ID.toString();
        for (int i = 0; i < text.length(); i++) {
            for (char wrong : "/:@G`g-_+\u0000\u007f\u0080\u0130\uff11".toCharArray()) {
                String changed = text.substring(0, i) + wrong + text.substring(i + 1);

                assertEquals(
                        changed.equals(text) ? Optional.of(ID) : Optional.empty(),
                        CanonicalUuid.parse(changed),
                        changed);
            }
        }
    }
}
