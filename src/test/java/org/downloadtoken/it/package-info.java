/** The whole service on a real Postgres, asked over real HTTP. */
@NullMarked
package org.downloadtoken.it;

import org.jspecify.annotations.NullMarked;
