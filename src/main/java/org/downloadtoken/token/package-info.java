/**
 * Mints and verifies download tokens, and manages their signing keys. It does not know HTTP servers or routes.
 */
@NullMarked
package org.downloadtoken.token;

import org.jspecify.annotations.NullMarked;
