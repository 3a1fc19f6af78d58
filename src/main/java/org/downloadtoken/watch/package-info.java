/** Watches files that an operator replaces while the service runs. */
@NullMarked
package org.downloadtoken.watch;

import org.jspecify.annotations.NullMarked;
