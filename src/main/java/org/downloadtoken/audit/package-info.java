/**
 * Writes one log line for each mint decision and for each first use of a download token, without blocking a request. It does
 * not know tokens or credentials, except the hash of an API key.
 */
@NullMarked
package org.downloadtoken.audit;

import org.jspecify.annotations.NullMarked;
