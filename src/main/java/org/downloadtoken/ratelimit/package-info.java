/** Limits requests per user, API key or client address. It does not know HTTP or what is limited. */
@NullMarked
package org.downloadtoken.ratelimit;

import org.jspecify.annotations.NullMarked;
