/** A small catalog in an embedded Postgres, for the demo and the tests; it never reaches the production jar. */
@NullMarked
package org.downloadtoken.demo;

import org.jspecify.annotations.NullMarked;
