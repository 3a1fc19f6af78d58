package org.downloadtoken.access;

import java.util.UUID;
import org.downloadtoken.caller.Caller;

/** May this caller read this dataset? */
public record AccessQuestion(UUID datasetId, Caller caller) {}
