/** What holds for every JWT, of whatever use. */
@NullMarked
package org.downloadtoken.jwt;

import org.jspecify.annotations.NullMarked;
