package org.downloadtoken.check;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The findings of one check so far, in order. They are kept if the check exceeds its time limit. Thread-safe. */
final class Findings {
    private final List<Finding> list = new CopyOnWriteArrayList<>();

    void ok(String text) {
        list.add(Finding.ok(text));
    }

    void warn(String text) {
        list.add(Finding.warn(text));
    }

    void fail(String text) {
        list.add(Finding.fail(text));
    }

    List<Finding> list() {
        return List.copyOf(list);
    }
}
