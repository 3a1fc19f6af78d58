/**
 * Decides whether a caller may read a dataset: a cache for public datasets, the event bus, and the verticle that
 * batches requests into queries. It does not know HTTP or tokens.
 */
@NullMarked
package org.downloadtoken.access;

import org.jspecify.annotations.NullMarked;
