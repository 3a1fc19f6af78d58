/** Who was given a token for what, and who was not. */
@NullMarked
package org.downloadtoken.audit;

import org.jspecify.annotations.NullMarked;
