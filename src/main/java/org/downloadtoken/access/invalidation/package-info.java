/** Receives changes of the catalog and proves with a lease that none was missed. It does not know what is cached. */
@NullMarked
package org.downloadtoken.access.invalidation;

import org.jspecify.annotations.NullMarked;
