/** Limits requests per user, API key or client address, and downloads in progress. It does not know HTTP. */
@NullMarked
package org.downloadtoken.ratelimit;

import org.jspecify.annotations.NullMarked;
