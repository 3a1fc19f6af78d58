/** The download that a token opens: who may, which bytes, and where they lie. */
@NullMarked
package org.downloadtoken.download;

import org.jspecify.annotations.NullMarked;
