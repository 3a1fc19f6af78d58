/** Declares the service's own metrics with closed label sets. It does not decide when something is counted. */
@NullMarked
package org.downloadtoken.metrics;

import org.jspecify.annotations.NullMarked;
