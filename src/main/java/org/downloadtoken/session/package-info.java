/**
 * Identifies the caller from the credential headers: session JWT, API key, or none. It does not read the catalog and does
 * not know datasets.
 */
@NullMarked
package org.downloadtoken.session;

import org.jspecify.annotations.NullMarked;
