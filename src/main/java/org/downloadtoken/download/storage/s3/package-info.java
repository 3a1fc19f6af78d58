/** Reads objects of one S3 bucket and signs URLs for them. It does not know datasets or access rules. */
@NullMarked
package org.downloadtoken.download.storage.s3;

import org.jspecify.annotations.NullMarked;
