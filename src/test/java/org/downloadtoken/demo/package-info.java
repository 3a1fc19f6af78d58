/** Runs a small catalog in an embedded Postgres for the demo and the tests. It is not part of the production jar. */
@NullMarked
package org.downloadtoken.demo;

import org.jspecify.annotations.NullMarked;
