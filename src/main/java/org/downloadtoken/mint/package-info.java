/**
 * Mints tokens for one dataset, for a batch of datasets, and for a signed URL: applies the rate limit, checks access, records
 * the outcome. It does not know the operations in download and forwardauth.
 */
@NullMarked
package org.downloadtoken.mint;

import org.jspecify.annotations.NullMarked;
