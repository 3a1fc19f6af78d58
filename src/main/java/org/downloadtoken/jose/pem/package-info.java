/**
 * Parses keys and certificates in PEM files, with BouncyCastle, and converts them to JWKs. It does not know what a key is used
 * for.
 */
@NullMarked
package org.downloadtoken.jose.pem;

import org.jspecify.annotations.NullMarked;
