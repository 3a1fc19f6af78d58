/** Compares the service with Vert.x alone in separate processes. It is not part of the production jar. */
@NullMarked
package org.downloadtoken.bench;

import org.jspecify.annotations.NullMarked;
