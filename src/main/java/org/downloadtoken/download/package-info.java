/**
 * Answers GET and HEAD of a dataset's Cloud-Optimized GeoTIFF: authenticates, checks access, sends the file or a
 * redirect. Except for {@link org.downloadtoken.download.CogStorages}, it does not know where files are stored. It does not
 * know the operations in mint and forwardauth.
 */
@NullMarked
package org.downloadtoken.download;

import org.jspecify.annotations.NullMarked;
