package org.downloadtoken.access.wire;

import org.downloadtoken.access.wire.NodeMessage.Changes;
import org.downloadtoken.access.wire.NodeMessage.Condition;
import org.downloadtoken.access.wire.NodeMessage.Content;
import org.downloadtoken.access.wire.NodeMessage.LeaseGrant;
import org.downloadtoken.access.wire.NodeMessage.State;

/**
 * The wire format of the messages of an access node: the node and the subscription (16 bytes each), the sequence number (8), the kind
 * of content (1), and the content. A state has 12 bytes, a grant 8, a change 17.
 */
public final class NodeMessageCodec extends WireCodec<NodeMessage> {
    private static final int STATE = 1;
    private static final int CHANGES = 2;
    private static final int LEASE_GRANT = 3;

    private static final int UP = 1;
    private static final int CATALOG_DOWN = 2;
    private static final int DRAINING = 3;

    /** The codec of this build. */
    public NodeMessageCodec() {
        this(WireVersions.SUPPORTED);
    }

    /** The codec of another version. */
    public NodeMessageCodec(WireVersions versions) {
        super("access-node-message", versions);
    }

    @Override
    void write(NodeMessage message, WireWriter writer) {
        writer.uuid(message.node());
        writer.uuid(message.subscription());
        writer.counter(message.sequence());
        if (message.content() instanceof State state) {
            writer.code(STATE);
            write(state, writer);
        } else if (message.content() instanceof Changes changes) {
            writer.code(CHANGES);
            writer.entries(changes.ids(), id -> writer.optional(id, writer::uuid));
        } else {
            writer.code(LEASE_GRANT);
            writer.counter(((LeaseGrant) message.content()).number());
        }
    }

    private static void write(State state, WireWriter writer) {
        writer.counter(state.number());
        writer.code(state.versions().oldest());
        writer.code(state.versions().newest());
        writer.code(code(state.condition()));
        writer.flag(state.notified());
    }

    @Override
    NodeMessage read(int version, WireReader reader) {
        return new NodeMessage(
                version,
                reader.uuid("access node"),
                reader.uuid("subscription"),
                reader.counter("sequence number"),
                content(reader));
    }

    private static Content content(WireReader reader) {
        return switch (reader.code("kind of content", STATE, LEASE_GRANT)) {
            case STATE -> state(reader);
            case CHANGES -> new Changes(reader.entries(() -> reader.optional("id", () -> reader.uuid("id"))));
            default -> new LeaseGrant(reader.counter("number of the request"));
        };
    }

    private static State state(WireReader reader) {
        long number = reader.counter("number of the request");
        int oldest = reader.code("oldest version", 1, 255);
        WireVersions versions = new WireVersions(oldest, reader.code("newest version", oldest, 255));
        Condition condition = condition(reader.code("condition", UP, DRAINING));
        return new State(number, versions, condition, reader.flag("notified flag"));
    }

    private static int code(Condition condition) {
        return switch (condition) {
            case UP -> UP;
            case CATALOG_DOWN -> CATALOG_DOWN;
            case DRAINING -> DRAINING;
        };
    }

    private static Condition condition(int code) {
        return switch (code) {
            case UP -> Condition.UP;
            case CATALOG_DOWN -> Condition.CATALOG_DOWN;
            default -> Condition.DRAINING;
        };
    }
}
