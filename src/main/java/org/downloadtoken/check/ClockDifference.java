package org.downloadtoken.check;

import java.time.Duration;
import java.time.Instant;

/** Compares the clock of this host with that of a server. */
final class ClockDifference {
    private ClockDifference() {}

    /**
     * The lowest difference that explains these times; zero or negative if the server may have read its clock between both.
     *
     * @param sent when this host sent the request
     * @param theirs the time in the response
     * @param received when this host received the response
     */
    static Duration atLeast(Instant sent, Instant theirs, Instant received) {
        Duration ahead = Duration.between(received, theirs);
        Duration behind = Duration.between(theirs, sent);
        return ahead.compareTo(behind) > 0 ? ahead : behind;
    }
}
