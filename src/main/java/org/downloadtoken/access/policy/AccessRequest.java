package org.downloadtoken.access.policy;

import java.util.UUID;
import org.downloadtoken.session.Caller;

/** A request to check one caller's access to one dataset. */
public record AccessRequest(UUID datasetId, Caller caller, Use use) {
    /** What the caller wants to do. Both uses need the right to read the dataset. */
    public enum Use {
        MINT,
        DOWNLOAD
    }
}
