package org.downloadtoken.access.wire;

import static org.downloadtoken.access.wire.WireMessages.DECISIONS;
import static org.downloadtoken.access.wire.WireMessages.HASH;
import static org.downloadtoken.access.wire.WireMessages.REQUESTS;
import static org.downloadtoken.access.wire.WireMessages.decode;
import static org.downloadtoken.access.wire.WireMessages.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.failure.Failure;
import org.junit.jupiter.api.Test;

/** The format of version 1, and that every message comes back as it was. */
class WireFormatTest {
    private final AccessRequestsCodec requests = new AccessRequestsCodec();
    private final AccessDecisionsCodec decisions = new AccessDecisionsCodec();

    @Test
    void requestsHaveThisFormatInVersion1() {
        assertEquals("""
                01 0004
                2489e9ad2ee28e008ec932d5f69181c0 01 01
                2489e9ad2ee28e008ec932d5f69181c0 02 02 101112131415161718191a1b1c1d1e1f 7ff0000000000000 41da556e40000000
                2489e9ad2ee28e008ec932d5f69181c0 01 03 %s
                2489e9ad2ee28e008ec932d5f69181c0 02 04 101112131415161718191a1b1c1d1e1f
                """.formatted(HASH).replaceAll("\\s", ""), HexFormat.of().formatHex(encode(requests, REQUESTS)));
    }

    @Test
    void decisionsHaveThisFormatInVersion1() {
        assertEquals("""
                01 0003
                01 2489e9ad2ee28e008ec932d5f69181c0 000102030405060708090a0b0c0d0e0f
                   01 202122232425262728292a2b2c2d2e2f 01 101112131415161718191a1b1c1d1e1f 00000003 616e6e
                   04 00000004 52c3ad6f 00000005 612e746966 01 01 %s
                01 2489e9ad2ee28e008ec932d5f69181c0 000102030405060708090a0b0c0d0e0f 00 00 02
                02 01
                """.formatted(HASH).replaceAll("\\s", ""), HexFormat.of().formatHex(encode(decisions, DECISIONS)));
    }

    @Test
    void refusalsHaveTheseCodesInVersion1() {
        assertEquals(
                Map.of(
                        Failure.DATASET_HIDDEN, 1,
                        Failure.INVALID_CREDENTIAL, 2,
                        Failure.READ_ONLY_KEY, 3,
                        Failure.ROLE_MISSING, 4),
                Refused.FAILURES.stream()
                        .collect(Collectors.toMap(
                                failure -> failure, failure -> RefusalCodes.code(new Refused(failure)))));
    }

    @Test
    void everyRefusalComesBack() {
        AccessDecisions all = new AccessDecisions(
                Refused.FAILURES.stream().<AccessDecision>map(Refused::new).toList());

        assertEquals(all, decode(decisions, encode(decisions, all)));
    }

    @Test
    void everyMessageComesBackAsItWas() {
        for (int seed = 0; seed < 2_000; seed++) {
            WireMessages messages = new WireMessages(seed);
            AccessRequests asked = messages.requests();
            AccessDecisions decided = messages.decisions();

            assertEquals(asked, decode(requests, encode(requests, asked)), "seed " + seed);
            assertEquals(decided, decode(decisions, encode(decisions, decided)), "seed " + seed);
        }
    }

    @Test
    void messageMayBeginAnywhereInTheBuffer() {
        Buffer buffer = Buffer.buffer("before");
        requests.encodeToWire(buffer, REQUESTS);

        assertEquals(REQUESTS, requests.decodeFromWire("before".length(), buffer));
    }

    @Test
    void messageWithinTheProcessIsNotCopied() {
        assertSame(REQUESTS, requests.transform(REQUESTS));
        assertSame(DECISIONS, decisions.transform(DECISIONS));
    }
}
