package org.downloadtoken.access.wire;

import static org.downloadtoken.access.wire.WireMessages.DATASET;
import static org.downloadtoken.access.wire.WireMessages.HASH;
import static org.downloadtoken.access.wire.WireMessages.RECORD;
import static org.downloadtoken.access.wire.WireMessages.TENANT;
import static org.downloadtoken.access.wire.WireMessages.USER;
import static org.downloadtoken.access.wire.WireMessages.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.Test;

/** The sizes that the codecs document, in bytes. */
class WireSizeTest {
    private static final int HEAD = 3;

    private final AccessRequestsCodec requests = new AccessRequestsCodec();
    private final AccessDecisionsCodec decisions = new AccessDecisionsCodec();

    @Test
    void requestHasTheSizeOfItsCaller() {
        assertEquals(21, size(Caller.ANONYMOUS, 1));
        assertEquals(HEAD + 50, size(new Caller.SessionUser(USER, 0, 0), 1));
        assertEquals(HEAD + 50, size(new Caller.ApiKey(HASH), 1));
        assertEquals(HEAD + 34, size(new Caller.TokenSubject(USER), 1));
        assertEquals(4_611, size(Caller.ANONYMOUS, AccessRequests.MAX));
        assertEquals(12_803, size(new Caller.ApiKey(HASH), AccessRequests.MAX));
    }

    @Test
    void decisionHasTheSizeOfItsMembers() {
        Content none = Content.Absent.NO_ASSET;
        Content asset = new Content.RasterAsset("title", "uri", false, Optional.empty());
        Content hashed = new Content.RasterAsset("title", "uri", false, Optional.of(HASH));
        Optional<Subject> ann = Optional.of(new Subject(USER, "ann"));

        assertEquals(2, size(new Refused(Failure.DATASET_HIDDEN)));
        assertEquals(36, size(new Granted(DATASET, RECORD, Optional.empty(), Optional.empty(), none)));
        assertEquals(36 + 16, size(new Granted(DATASET, RECORD, Optional.of(TENANT), Optional.empty(), none)));
        assertEquals(36 + 20 + 3, size(new Granted(DATASET, RECORD, Optional.empty(), ann, none)));
        assertEquals(36 + 10 + 5 + 3, size(new Granted(DATASET, RECORD, Optional.empty(), Optional.empty(), asset)));
        assertEquals(
                36 + 10 + 5 + 3 + 32, size(new Granted(DATASET, RECORD, Optional.empty(), Optional.empty(), hashed)));
    }

    private int size(Caller caller, int number) {
        AccessRequest request = new AccessRequest(DATASET, caller, AccessRequest.Use.MINT);
        return encode(requests, new AccessRequests(Collections.nCopies(number, request))).length;
    }

    private int size(AccessDecision decision) {
        return encode(decisions, new AccessDecisions(List.of(decision))).length - HEAD;
    }
}
