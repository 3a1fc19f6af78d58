package org.downloadtoken.access.wire;

import static org.downloadtoken.access.wire.WireMessages.DATASET;
import static org.downloadtoken.access.wire.WireMessages.HASH;
import static org.downloadtoken.access.wire.WireMessages.RECORD;
import static org.downloadtoken.access.wire.WireMessages.USER;
import static org.downloadtoken.access.wire.WireMessages.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.Test;

/** A value that no reader would accept is not written. */
class WireWriterTest {
    private static final AccessRequestsCodec REQUESTS_CODEC = new AccessRequestsCodec();
    private static final AccessDecisionsCodec DECISIONS_CODEC = new AccessDecisionsCodec();

    @Test
    void hashOfAKeyIsNotQuoted() {
        for (String hash : new String[] {HASH.toUpperCase(Locale.ROOT), HASH.substring(2), HASH + "a0", "secret"}) {
            AccessRequest request = new AccessRequest(DATASET, new Caller.ApiKey(hash), AccessRequest.Use.MINT);
            AccessRequests requests = new AccessRequests(List.of(request));
            IllegalArgumentException rejected =
                    assertThrows(IllegalArgumentException.class, () -> encode(REQUESTS_CODEC, requests));
            assertEquals("the hash of the API key is not a SHA-256 in lower-case hex", rejected.getMessage());
            assertNull(rejected.getCause());
        }
    }

    @Test
    void whatTheReaderRejectsIsNotWritten() {
        assertNotWritten(new Caller.SessionUser(USER, Double.NaN, 0));
        assertNotWritten(new Caller.SessionUser(USER, 0, Double.NaN));
        assertNotWritten("\ud83d");
    }

    @Test
    void messageHasOneTo256Entries() {
        assertThrows(IllegalArgumentException.class, () -> new AccessRequests(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new AccessDecisions(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AccessDecisions(Collections.nCopies(257, new Refused(Failure.DATASET_HIDDEN))));
    }

    private static void assertNotWritten(Caller caller) {
        AccessRequests requests =
                new AccessRequests(List.of(new AccessRequest(DATASET, caller, AccessRequest.Use.MINT)));
        assertThrows(IllegalArgumentException.class, () -> encode(REQUESTS_CODEC, requests));
    }

    private static void assertNotWritten(String username) {
        AccessDecisions decisions = new AccessDecisions(List.of(new Granted(
                DATASET, RECORD, Optional.empty(), Optional.of(new Subject(USER, username)), Content.Absent.NO_ASSET)));
        assertThrows(IllegalArgumentException.class, () -> encode(DECISIONS_CODEC, decisions));
    }
}
