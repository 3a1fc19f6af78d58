/**
 * Contains all SQL and the connections to Postgres: pool, circuit breaker, health probe, startup check. It does not
 * decide who may read a dataset.
 */
@NullMarked
package org.downloadtoken.access.catalog;

import org.jspecify.annotations.NullMarked;
