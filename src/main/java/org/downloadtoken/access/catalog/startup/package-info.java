/** Finds out, at the start and for the command check, whether the service can use the catalog. */
@NullMarked
package org.downloadtoken.access.catalog.startup;

import org.jspecify.annotations.NullMarked;
