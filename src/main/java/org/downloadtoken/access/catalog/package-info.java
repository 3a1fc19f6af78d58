/**
 * Contains all SQL and the connections to Postgres: pool, circuit breaker, health probe, startup check. It
 * returns attributes; {@link org.downloadtoken.access.policy.AccessPolicy} decides who may read a dataset.
 */
@NullMarked
package org.downloadtoken.access.catalog;

import org.jspecify.annotations.NullMarked;
