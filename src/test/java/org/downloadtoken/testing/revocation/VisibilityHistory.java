package org.downloadtoken.testing.revocation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether a dataset was public, as far as whoever changed it can tell: a commit happens somewhere between its being sent and
 * its being acknowledged, and one that failed may have happened or not. Times are in nanoseconds, of a monotonic clock.
 */
public final class VisibilityHistory {
    private record State(long from, long until, boolean visible) {}

    private final List<State> certain = new ArrayList<>();
    private long since;
    private boolean visible;
    private boolean known;

    /** A change was sent and acknowledged at these times. */
    synchronized void changed(long sentAt, long acknowledgedAt, boolean nowVisible) {
        end(sentAt);
        since = acknowledgedAt;
        visible = nowVisible;
        known = true;
    }

    /** A change was sent, and it is not known whether it happened. */
    synchronized void failed(long sentAt) {
        end(sentAt);
        known = false;
    }

    /** Since when it was hidden; empty unless it was so all the time. */
    public synchronized OptionalLong hiddenSince(long from, long until) {
        return since(false, from, until);
    }

    /** Since when it was public; empty unless it was so all the time. */
    public synchronized OptionalLong visibleSince(long from, long until) {
        return since(true, from, until);
    }

    private OptionalLong since(boolean state, long from, long until) {
        if (known && visible == state && since <= from) {
            return OptionalLong.of(since);
        }
        return certain.stream()
                .filter(then -> then.visible() == state && then.from() <= from && until <= then.until())
                .mapToLong(State::from)
                .findAny();
    }

    private void end(long at) {
        if (known) {
            certain.add(new State(since, at, visible));
        }
    }
}
