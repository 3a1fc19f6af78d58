/**
 * Writes the log without blocking the threads that log. It does not know what is logged.
 */
@NullMarked
package org.downloadtoken.log;

import org.jspecify.annotations.NullMarked;
