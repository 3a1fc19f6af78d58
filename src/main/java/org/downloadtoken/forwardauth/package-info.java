/**
 * Verifies for a proxy whether its client may download a file. It does not know how files are stored or sent,
 * nor the operations in mint and download.
 */
@NullMarked
package org.downloadtoken.forwardauth;

import org.jspecify.annotations.NullMarked;
