/** The service's own metrics. */
@NullMarked
package org.downloadtoken.metrics;

import org.jspecify.annotations.NullMarked;
