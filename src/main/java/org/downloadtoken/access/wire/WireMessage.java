package org.downloadtoken.access.wire;

/** A message whose wire format has a version. Within a process, the version means nothing. */
public sealed interface WireMessage permits AccessRequests, AccessDecisions, NodeMessage {
    /** The version in which it is written. */
    int version();
}
