package org.downloadtoken.access.catalog;

import java.util.List;

/**
 * The result of an inspection: whether the triggers of conf/sql/invalidation.sql notify every change.
 *
 * @param problems the causes if they do not, such as "trigger download_token_updated of catalog.records is not installed"
 * @param version changes with each alteration of the triggers or their tables, even one that is reverted at once
 */
public record TriggerState(List<String> problems, String version) {
    public TriggerState {
        problems = List.copyOf(problems);
    }

    public boolean notifyEveryChange() {
        return problems.isEmpty();
    }
}
