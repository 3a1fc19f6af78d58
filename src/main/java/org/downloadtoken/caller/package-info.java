/** Who is asking: reads the credential of a request, with nothing but the request and the keys. */
@NullMarked
package org.downloadtoken.caller;

import org.jspecify.annotations.NullMarked;
