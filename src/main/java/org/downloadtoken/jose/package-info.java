/**
 * Parses keys and verifies JWTs (RFC 7515 to 7519, RFC 8037). This package does not know what a token is used for. It is
 * the only package that uses the internal JOSE classes of Vert.x.
 */
@NullMarked
package org.downloadtoken.jose;

import org.jspecify.annotations.NullMarked;
