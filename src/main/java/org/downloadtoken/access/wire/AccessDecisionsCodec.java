package org.downloadtoken.access.wire;

import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessDecision.Subject;

/**
 * The wire format of access decisions. A refusal has 2 bytes: the kind and the code of its failure. A grant has the dataset id
 * and the record id (16 bytes each), the tenant, the subject and the content. A grant to an anonymous caller without a file has
 * 36 bytes. The tenant adds 16; a subject adds 20, and its name; an asset adds 10, its title and URI, and 32 for a hash.
 */
public final class AccessDecisionsCodec extends WireCodec<AccessDecisions> {
    private static final int GRANTED = 1;
    private static final int REFUSED = 2;

    /** The codec of this build. */
    public AccessDecisionsCodec() {
        this(WireVersions.SUPPORTED);
    }

    /** The codec of another version. */
    public AccessDecisionsCodec(WireVersions versions) {
        super("access-decisions", versions);
    }

    @Override
    void write(AccessDecisions message, WireWriter writer) {
        writer.entries(message.decisions(), decision -> write(decision, writer));
    }

    @Override
    AccessDecisions read(int version, WireReader reader) {
        return new AccessDecisions(version, reader.entries(() -> decision(reader)));
    }

    private static void write(AccessDecision decision, WireWriter writer) {
        if (decision instanceof Granted granted) {
            writer.code(GRANTED);
            write(granted, writer);
        } else {
            writer.code(REFUSED);
            writer.code(RefusalCodes.code((Refused) decision));
        }
    }

    private static void write(Granted granted, WireWriter writer) {
        writer.uuid(granted.datasetId());
        writer.uuid(granted.recordId());
        writer.optional(granted.tenantId(), writer::uuid);
        writer.optional(granted.subject(), subject -> {
            writer.uuid(subject.userId());
            writer.text("user name", subject.username());
        });
        ContentFormat.write(granted.content(), writer);
    }

    private static AccessDecision decision(WireReader reader) {
        return reader.code("kind of decision", GRANTED, REFUSED) == GRANTED
                ? granted(reader)
                : RefusalCodes.refused(reader.code("code of the refusal", 1, RefusalCodes.MAX));
    }

    private static Granted granted(WireReader reader) {
        UUID datasetId = reader.uuid("dataset id");
        UUID recordId = reader.uuid("record id");
        return new Granted(
                datasetId,
                recordId,
                reader.optional("tenant", () -> reader.uuid("tenant")),
                reader.optional("subject", () -> new Subject(reader.uuid("user id"), reader.text("user name"))),
                ContentFormat.read(reader));
    }
}
