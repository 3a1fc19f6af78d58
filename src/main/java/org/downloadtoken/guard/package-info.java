/**
 * Checks access and writes audit events, for downloads and for forward authentication. It does not know these operations, nor
 * how files are stored.
 */
@NullMarked
package org.downloadtoken.guard;

import org.jspecify.annotations.NullMarked;
