/**
 * Selects what a client receives of a file or page by its conditional and range headers (RFC 9110, sections 13 and 14).
 * It does not know what is served or to whom.
 */
@NullMarked
package org.downloadtoken.representation;

import org.jspecify.annotations.NullMarked;
