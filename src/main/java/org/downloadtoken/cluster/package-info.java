/**
 * Joins a cluster of several instances: the event bus between them, its TLS, and the Hazelcast below it. The classes of Hazelcast are
 * loaded only if a cluster is configured.
 */
@NullMarked
package org.downloadtoken.cluster;

import org.jspecify.annotations.NullMarked;
