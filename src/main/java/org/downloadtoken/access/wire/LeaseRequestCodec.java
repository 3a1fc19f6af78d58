package org.downloadtoken.access.wire;

import io.vertx.core.buffer.Buffer;

/**
 * The wire format of lease requests, which members of all versions read: the versions that the edge understands (1 byte each), the
 * edge and the subscription (16 each), and the number (8). It never changes, but a later version may add bytes at the end, which
 * this one ignores.
 */
public final class LeaseRequestCodec extends IdentityCodec<LeaseRequest> {
    /** Creates the codec. */
    public LeaseRequestCodec() {
        super("lease-request");
    }

    @Override
    public void encodeToWire(Buffer buffer, LeaseRequest request) {
        WireWriter writer = new WireWriter(buffer);
        writer.code(request.versions().oldest());
        writer.code(request.versions().newest());
        writer.uuid(request.edge());
        writer.uuid(request.subscription());
        writer.counter(request.number());
    }

    @Override
    public LeaseRequest decodeFromWire(int position, Buffer buffer) {
        WireReader reader = new WireReader(buffer, position);
        int oldest = reader.code("oldest version", 1, 255);
        WireVersions versions = new WireVersions(oldest, reader.code("newest version", oldest, 255));
        return new LeaseRequest(
                reader.uuid("edge"), reader.uuid("subscription"), reader.counter("number of the request"), versions);
    }
}
