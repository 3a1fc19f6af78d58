/** Objects in an S3 bucket: their addresses, signatures, requests and transfers. */
@NullMarked
package org.downloadtoken.download.s3;

import org.jspecify.annotations.NullMarked;
