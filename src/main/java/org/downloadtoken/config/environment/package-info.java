/**
 * Reads what a process inherits: its variables and its native encoding. It does not know which settings the service has.
 */
@NullMarked
package org.downloadtoken.config.environment;

import org.jspecify.annotations.NullMarked;
