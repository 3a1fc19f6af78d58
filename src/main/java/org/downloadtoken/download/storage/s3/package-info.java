/** Reads objects of one S3 bucket and signs URLs for them. It does not decide who may read an object. */
@NullMarked
package org.downloadtoken.download.storage.s3;

import org.jspecify.annotations.NullMarked;
