package org.downloadtoken.testing.revocation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The visibility of a dataset over time, as its writer knows it. A commit happens between its request and its acknowledgement.
 * A failed commit may have happened or not. Times are on a monotonic clock, in nanoseconds.
 */
public final class VisibilityHistory {
    private record State(long from, long until, boolean visible) {}

    private final List<State> certain = new ArrayList<>();
    private long since;
    private boolean visible;
    private boolean known;

    /** Records a change that was sent and acknowledged at these times. */
    synchronized void changed(long sentAt, long acknowledgedAt, boolean nowVisible) {
        end(sentAt);
        since = acknowledgedAt;
        visible = nowVisible;
        known = true;
    }

    /** Records a change with an unknown result. */
    synchronized void failed(long sentAt) {
        end(sentAt);
        known = false;
    }

    /** Since when the dataset was hidden; empty unless it was hidden during the whole period. */
    public synchronized OptionalLong hiddenSince(long from, long until) {
        return since(false, from, until);
    }

    /** Since when the dataset was public; empty unless it was public during the whole period. */
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
