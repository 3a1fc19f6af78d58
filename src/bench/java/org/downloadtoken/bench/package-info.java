/** Compares the service with bare Vert.x, in processes of their own. */
@NullMarked
package org.downloadtoken.bench;

import org.jspecify.annotations.NullMarked;
