/**
 * The download token: its claims, its signing keys, minting and verification. It does not know HTTP servers or routes.
 */
@NullMarked
package org.downloadtoken.token;

import org.jspecify.annotations.NullMarked;
