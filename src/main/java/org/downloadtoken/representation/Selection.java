package org.downloadtoken.representation;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import org.downloadtoken.download.storage.Cog;

/** Which part of a file a request gets. */
public sealed interface Selection {
    enum All implements Selection {
        /** The whole file. */
        WHOLE,
        /** Nothing, since the client has it. */
        NOT_MODIFIED
    }

    record Part(ByteRange range) implements Selection {}

    /**
     * Evaluates the conditions of a request in the order of RFC 9110, section 13.2.2.
     *
     * @param ranges whether the method knows ranges, as only GET does
     * @throws PreconditionFailed if If-Match or If-Unmodified-Since does not hold
     * @throws RangeNotSatisfiable if the file has none of the bytes
     */
    static Selection of(MultiMap headers, boolean ranges, Cog.Description file, Instant now) {
        Conditions conditions = new Conditions(headers, file.version(), now);
        if (!conditions.ifMatch()) {
            throw new PreconditionFailed();
        }
        if (!conditions.ifNoneMatch()) {
            return All.NOT_MODIFIED;
        }
        List<String> range = headers.getAll("Range");
        if (!ranges || range.size() != 1 || !conditions.ifRange()) {
            return All.WHOLE;
        }
        return ByteRange.parse(range.get(0), file.size())
                .<Selection>map(Part::new)
                .orElse(All.WHOLE);
    }
}
