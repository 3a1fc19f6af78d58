/** The processes that the benchmark starts: the service, its baselines, Postgres and nginx. */
@NullMarked
package org.downloadtoken.bench.server;

import org.jspecify.annotations.NullMarked;
