package org.downloadtoken.access.policy;

import java.util.UUID;
import org.downloadtoken.session.Caller;

/** May this caller use this dataset so? */
public record AccessRequest(UUID datasetId, Caller caller, Use use) {
    /** What the caller wants to do with the dataset; both need the right to read it. */
    public enum Use {
        MINT,
        DOWNLOAD
    }
}
