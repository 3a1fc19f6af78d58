package org.downloadtoken.check;

import io.vertx.core.Future;

/** Checks one subject. */
interface Check {
    /** The second word of each line, after the level. */
    String subject();

    /** Adds findings until the future ends. If it fails, the check itself could not be completed. */
    Future<?> run(Findings findings);
}
