package org.downloadtoken.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * The breaking changes of an operation's security.
 *
 * <p>openapi-diff 2.1.7 matches two alternatives if their schemes have the same type and place. So it reports a new
 * API key that stands before the old one as a breaking change. It does not report that an operation without security becomes secured.
 */
final class SecurityChanges {
    private SecurityChanges() {}

    static List<String> between(List<SecurityAlternative> released, List<SecurityAlternative> current) {
        List<String> changes = new ArrayList<>();
        for (SecurityAlternative alternative : released) {
            if (current.stream().noneMatch(other -> other.schemes().equals(alternative.schemes()))) {
                boolean named = current.stream().anyMatch(other -> other.name().equals(alternative.name()));
                changes.add("the security alternative " + alternative.name() + (named ? " changed" : " was removed"));
            }
        }
        if (released.isEmpty() && !current.isEmpty() && current.stream().noneMatch(SecurityAlternative::isAnonymous)) {
            changes.add("a credential became required");
        }
        return changes;
    }
}
