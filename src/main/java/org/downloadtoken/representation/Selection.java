package org.downloadtoken.representation;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;

/** The part of a file that a request receives. */
public sealed interface Selection {
    enum All implements Selection {
        /** The whole file. */
        WHOLE,
        /** Nothing: the client has this version. */
        NOT_MODIFIED
    }

    record Part(ByteRange range) implements Selection {}

    /**
     * Evaluates the conditions of a request in the order of RFC 9110, section 13.2.2.
     *
     * @param ranges whether the method supports ranges; only GET does
     * @throws RequestFailure if If-Match or If-Unmodified-Since is false, or if the file has none of the requested bytes
     */
    static Selection of(MultiMap headers, boolean ranges, FileDescription file, Instant now) {
        Conditions conditions = new Conditions(headers, file.version(), now);
        if (!conditions.preconditionHolds()) {
            throw new RequestFailure(Failure.PRECONDITION_FAILED);
        }
        if (!conditions.isModified()) {
            return All.NOT_MODIFIED;
        }
        List<String> range = headers.getAll("Range");
        if (!ranges || range.size() != 1 || !conditions.rangeApplies()) {
            return All.WHOLE;
        }
        return ByteRange.parse(range.get(0), file.size())
                .<Selection>map(Part::new)
                .orElse(All.WHOLE);
    }
}
