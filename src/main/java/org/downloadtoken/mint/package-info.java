/**
 * Answers POST /auth/download-token/{dataset_id}: checks access, mints the token, applies the rate limit, records the
 * outcome. It does not know the operations in download and forwardauth.
 */
@NullMarked
package org.downloadtoken.mint;

import org.jspecify.annotations.NullMarked;
