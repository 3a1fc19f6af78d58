/** Settings of the service: read once at start, validated, immutable. */
@NullMarked
package org.downloadtoken.config;

import org.jspecify.annotations.NullMarked;
