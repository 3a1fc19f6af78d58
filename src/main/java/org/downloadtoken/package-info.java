/** The Download Token Service: composition root and entry point. */
@NullMarked
package org.downloadtoken;

import org.jspecify.annotations.NullMarked;
