/**
 * Reads and validates the settings. Each record contains the defaults and limits of its own settings; no record knows
 * the code that uses it.
 */
@NullMarked
package org.downloadtoken.config;

import org.jspecify.annotations.NullMarked;
