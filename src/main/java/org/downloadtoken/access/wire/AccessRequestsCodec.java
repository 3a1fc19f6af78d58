package org.downloadtoken.access.wire;

import java.util.UUID;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.AccessRequest.Use;

/**
 * The wire format of access requests. An entry is the dataset id (16 bytes), the use (1) and the caller: 18 bytes for an anonymous
 * caller, 50 for a session or an API key, 34 for the subject of a token. So a message has 21 bytes for one anonymous request
 * and 4611 for 256, and at most 12803.
 */
public final class AccessRequestsCodec extends WireCodec<AccessRequests> {
    private static final int MINT = 1;
    private static final int DOWNLOAD = 2;

    /** The codec of this build. */
    public AccessRequestsCodec() {
        this(WireVersions.SUPPORTED);
    }

    /** The codec of another version. */
    public AccessRequestsCodec(WireVersions versions) {
        super("access-requests", versions);
    }

    @Override
    void write(AccessRequests message, WireWriter writer) {
        writer.entries(message.requests(), request -> {
            writer.uuid(request.datasetId());
            writer.code(code(request.use()));
            CallerFormat.write(request.caller(), writer);
        });
    }

    @Override
    AccessRequests read(int version, WireReader reader) {
        return new AccessRequests(version, reader.entries(() -> request(reader)));
    }

    private static AccessRequest request(WireReader reader) {
        UUID datasetId = reader.uuid("dataset id");
        Use use = reader.code("use", MINT, DOWNLOAD) == MINT ? Use.MINT : Use.DOWNLOAD;
        return new AccessRequest(datasetId, CallerFormat.read(reader), use);
    }

    private static int code(Use use) {
        return switch (use) {
            case MINT -> MINT;
            case DOWNLOAD -> DOWNLOAD;
        };
    }
}
