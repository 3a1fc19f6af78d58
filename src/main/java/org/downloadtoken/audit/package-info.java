/**
 * Writes one log line for each mint decision, without blocking a request. It never contains a token or a credential.
 */
@NullMarked
package org.downloadtoken.audit;

import org.jspecify.annotations.NullMarked;
