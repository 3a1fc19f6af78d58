package org.downloadtoken.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.downloadtoken.jose.Jwts.base64url;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwtTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    @Test
    void segmentsAreDecoded() {
        CompactJwt jwt = parse("aGVhZGVy.Y2xhaW1z.c2ln").orElseThrow();

        assertEquals("aGVhZGVy", jwt.encodedHeader());
        assertArrayEquals("header".getBytes(US_ASCII), jwt.header());
        assertArrayEquals("claims".getBytes(US_ASCII), jwt.claims());
        assertArrayEquals("sig".getBytes(US_ASCII), jwt.signature());
        assertArrayEquals("aGVhZGVy.Y2xhaW1z".getBytes(US_ASCII), jwt.signed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "AAAA",
                "AAAA.",
                ".AAAA",
                "AAAA.AAAA",
                "AAAA.AAAA.",
                "AAAA..AAAA",
                ".AAAA.AAAA",
                "..AAAA",
                "AAAA..",
                ".AAAA.",
                "AAAA.AAAA.AAAA.",
                "AAAA.AAAA.AAAA..",
                "AAAA.AAAA..AAAA",
                ".AAAA.AAAA.AAAA",
                "AAAA.AAAA.AAAA.AAAA",
                "AAAA.AAAA.AA==",
                "AAAA.AA==.AAAA",
                "AA==.AAAA.AAAA",
                "AAAA.AAAA.AAAA\n",
                "\nAAAA.AAAA.AAAA",
                "AAAA.AA AA.AAAA",
                "AAAA.AAAA.AA+A",
                "AAAA.AA/A.AAAA",
                "A\u0000AA.AAAA.AAAA",
                "AAAA.AAAA.AAA\u007f",
                "AAAA.AAAA.AAA\u0080",
                "AAAA.AAA\u00c1.AAAA",
                "AAAA.AAA\u0141.AAAA",
                "AAAA.AAAA\u012eAAAA",
                "AAA\ud83d\ude00.AAAA.AAAA",
                "AAAA\uff0eAAAA.AAAA"
            })
    void malformedTextIsRejected(String text) {
        assertEquals(Optional.empty(), parse(text));
    }

    /** The end makes each text that the pattern accepts one with a canonical signature. */
    @Test
    void exactlyThreeSegmentsOfBase64urlAreAccepted() {
        Random random = new Random(1);
        String characters = "A-_9z...=+/@[`{\u0080\u0141 ";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, characters.length()).forEach(at -> text.append(characters.charAt(at)));
            text.append("A".repeat((text.lastIndexOf(".") + 1 - text.length()) & 3))
                    .append("AAAA");

            assertEquals(COMPACT.matcher(text).matches(), parse(text.toString()).isPresent(), text::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 32, 64, 255, 256, 257})
    void onlyTheCanonicalTextOfASignatureIsAccepted(int bytes) {
        byte[] signature = new byte[bytes];
        new Random(bytes).nextBytes(signature);
        String canonical = base64url(signature);
        String start = canonical.substring(0, canonical.length() - 1);

        for (int value = 0; value < ALPHABET.length(); value++) {
            String text = start + ALPHABET.charAt(value);
            boolean roundTrip = base64url(Base64.getUrlDecoder().decode(text)).equals(text);
            assertEquals(roundTrip, parse("AAAA.AAAA." + text).isPresent(), text);
        }
        assertArrayEquals(
                signature, parse("AAAA.AAAA." + canonical).orElseThrow().signature());
    }

    /** The last character has 2, 4, 4 and no unused bits. */
    @ParameterizedTest
    @CsvSource({"32, 16", "64, 4", "256, 4", "3, 64"})
    void unusedBitsOfTheLastCharacterAreZero(int bytes, int canonicalCharacters) {
        String zeros = base64url(new byte[bytes]);
        String start = "AAAA.AAAA." + zeros.substring(0, zeros.length() - 1);

        assertEquals(
                canonicalCharacters,
                ALPHABET.chars()
                        .filter(last -> parse(start + (char) last).isPresent())
                        .count());
    }

    @Test
    void singleCharacterTooManyIsRejected() {
        assertEquals(Optional.empty(), parse("AAAA.AAAA.A"));
        assertEquals(Optional.empty(), parse("AAAA.AAAA.AAAAA"));
        CompactJwt others = parse("A.AAAAA.AAAA").orElseThrow();
        assertThrows(IllegalArgumentException.class, others::header);
        assertThrows(IllegalArgumentException.class, others::claims);
    }

    private static Optional<CompactJwt> parse(String token) {
        return CompactJwt.parse(token);
    }
}
