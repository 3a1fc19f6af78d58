package org.downloadtoken.access.catalog;

import java.util.List;

/**
 * Whether the triggers of conf/sql/invalidation.sql notify every change.
 *
 * @param problems why they do not, such as "trigger download_token_updated of catalog.records is not installed"; empty if they do
 * @param version changes whenever the triggers or their tables are altered, even if that is undone at once
 */
public record TriggerState(List<String> problems, String version) {
    public TriggerState {
        problems = List.copyOf(problems);
    }

    public boolean notifyEveryChange() {
        return problems.isEmpty();
    }
}
