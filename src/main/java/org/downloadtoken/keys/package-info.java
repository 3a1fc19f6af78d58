/** The keys of download tokens: read from a directory, changed while serving, published. */
@NullMarked
package org.downloadtoken.keys;

import org.jspecify.annotations.NullMarked;
