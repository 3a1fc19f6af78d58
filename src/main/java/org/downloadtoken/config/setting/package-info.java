/**
 * Defines the types of settings, which read and validate themselves. It does not know which settings the service has.
 */
@NullMarked
package org.downloadtoken.config.setting;

import org.jspecify.annotations.NullMarked;
