/** Minting of download tokens. */
@NullMarked
package org.downloadtoken.token;

import org.jspecify.annotations.NullMarked;
