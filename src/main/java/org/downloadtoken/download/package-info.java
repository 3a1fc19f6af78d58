/**
 * Answers GET and HEAD of a dataset's Cloud-Optimized GeoTIFF: authenticates, checks access, sends the file or a
 * redirect. It does not know where files are stored, nor the operations in mint and forwardauth.
 */
@NullMarked
package org.downloadtoken.download;

import org.jspecify.annotations.NullMarked;
