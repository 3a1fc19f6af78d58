package org.downloadtoken.access.wire;

import java.util.List;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.failure.Failure;

/** The codes of refusals: 1 for the first of this list. An entry never moves, and a new one is added at the end. */
final class RefusalCodes {
    private static final List<Failure> FAILURES =
            List.of(Failure.DATASET_HIDDEN, Failure.INVALID_CREDENTIAL, Failure.READ_ONLY_KEY, Failure.ROLE_MISSING);

    static final int MAX = FAILURES.size();

    private RefusalCodes() {}

    static int code(Refused refused) {
        return FAILURES.indexOf(refused.failure()) + 1;
    }

    static Refused refused(int code) {
        return new Refused(FAILURES.get(code - 1));
    }
}
