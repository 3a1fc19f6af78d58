/**
 * Parses and verifies JWTs and keys (RFC 7515 to 7519, RFC 8037). It does not know what a token is used for, and is, with
 * server, the only package that uses internal classes of Vert.x.
 */
@NullMarked
package org.downloadtoken.jose;

import org.jspecify.annotations.NullMarked;
