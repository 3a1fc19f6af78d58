package org.downloadtoken.check;

import io.vertx.core.Future;
import java.util.List;

/** Checks one subject. */
interface Check {
    /** The first word after the level of each finding. */
    String subject();

    /** The findings. A failed future means that the check itself could not be completed. */
    Future<List<Finding>> findings();
}
