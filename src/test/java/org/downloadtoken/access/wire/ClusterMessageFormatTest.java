package org.downloadtoken.access.wire;

import static org.downloadtoken.access.wire.WireMessages.decode;
import static org.downloadtoken.access.wire.WireMessages.encode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.wire.NodeMessage.Changes;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.NodeMessage.Content;
import org.downloadtoken.access.wire.NodeMessage.LeaseGrant;
import org.downloadtoken.access.wire.NodeMessage.State;
import org.junit.jupiter.api.Test;

/** The format of the messages of leases and changes. */
class ClusterMessageFormatTest {
    private static final UUID ONE = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");
    private static final UUID OTHER = UUID.fromString("10111213-1415-1617-1819-1a1b1c1d1e1f");

    private final NodeMessageCodec nodeMessages = new NodeMessageCodec();
    private final LeaseRequestCodec leaseRequests = new LeaseRequestCodec();

    @Test
    void nodeMessagesHaveTheseFormatsInVersion1() {
        String head = "01 000102030405060708090a0b0c0d0e0f 101112131415161718191a1b1c1d1e1f 0000000000000007";
        assertFormat(
                head + " 01 0000000000000009 01 02 03 01",
                new State(9, new WireVersions(1, 2), Condition.DRAINING, true));
        assertFormat(
                head + " 02 0002 01 000102030405060708090a0b0c0d0e0f 00",
                new Changes(List.of(Optional.of(ONE), Optional.empty())));
        assertFormat(head + " 03 0000000000000009", new LeaseGrant(9));
    }

    @Test
    void leaseRequestHasThisFormatInAllVersions() {
        LeaseRequest request = new LeaseRequest(ONE, OTHER, 5, new WireVersions(2, 3));
        Buffer buffer = Buffer.buffer();
        leaseRequests.encodeToWire(buffer, request);

        assertEquals(
                "02 03 000102030405060708090a0b0c0d0e0f 101112131415161718191a1b1c1d1e1f 0000000000000005"
                        .replace(" ", ""),
                HexFormat.of().formatHex(buffer.getBytes()));
        assertEquals(request, leaseRequests.decodeFromWire(0, buffer));
        assertEquals(request, leaseRequests.decodeFromWire(0, buffer.appendString("of a later version")));
    }

    @Test
    void everyConditionComesBack() {
        for (Condition condition : Condition.values()) {
            NodeMessage message =
                    new NodeMessage(1, ONE, OTHER, 0, new State(1, WireVersions.SUPPORTED, condition, false));

            assertEquals(message, decode(nodeMessages, encode(nodeMessages, message)));
        }
    }

    @Test
    void unknownVersionKindOrConditionIsRejected() {
        byte[] message = encode(nodeMessages, message(new State(9, WireVersions.SUPPORTED, Condition.UP, true)));
        for (int position : List.of(0, 41, message.length - 2, message.length - 1)) {
            byte[] wrong = message.clone();
            wrong[position] = 9;

            assertThrows(MalformedMessageException.class, () -> decode(nodeMessages, wrong), "byte " + position);
        }
    }

    @Test
    void versionsThatDoNotOverlapHaveNoneInCommon() {
        assertEquals(Optional.of(2), new WireVersions(1, 2).common(new WireVersions(2, 3)));
        assertEquals(Optional.empty(), new WireVersions(1, 1).common(new WireVersions(2, 3)));
    }

    private void assertFormat(String hex, Content content) {
        assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(encode(nodeMessages, message(content))));
        assertEquals(message(content), decode(nodeMessages, encode(nodeMessages, message(content))));
    }

    private static NodeMessage message(Content content) {
        return new NodeMessage(1, ONE, OTHER, 7, content);
    }
}
