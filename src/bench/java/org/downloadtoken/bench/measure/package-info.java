/** The loads that the benchmark puts on servers, and what it measures. */
@NullMarked
package org.downloadtoken.bench.measure;

import org.jspecify.annotations.NullMarked;
