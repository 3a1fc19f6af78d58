/**
 * Holds the one bounded cache of an event loop. It does not know what it caches, nor any other package.
 */
@NullMarked
package org.downloadtoken.cache;

import org.jspecify.annotations.NullMarked;
