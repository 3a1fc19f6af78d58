/**
 * Declares every way in which a request can fail, once, with its outcome, status, title and detail. It knows no other
 * package.
 */
@NullMarked
package org.downloadtoken.failure;

import org.jspecify.annotations.NullMarked;
