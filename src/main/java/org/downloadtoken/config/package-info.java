/**
 * Reads and validates the settings. Each record holds the settings that configure it: their names, defaults, allowed values
 * and descriptions. No record depends on the code that uses it.
 */
@NullMarked
package org.downloadtoken.config;

import org.jspecify.annotations.NullMarked;
