/** How often a client may ask: who the client is, what it has left, and the refusal. */
@NullMarked
package org.downloadtoken.limit;

import org.jspecify.annotations.NullMarked;
