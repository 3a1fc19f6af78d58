/**
 * Finds a dataset's file in a local directory, in an object store or at a remote URL. It does not know who may read
 * the file: it is called only after access was granted.
 */
@NullMarked
package org.downloadtoken.download.storage;

import org.jspecify.annotations.NullMarked;
