/**
 * Answers a proxy that asks whether it may send a file to its client. It does not know how files are stored or sent,
 * nor the operations in mint and download.
 */
@NullMarked
package org.downloadtoken.forwardauth;

import org.jspecify.annotations.NullMarked;
