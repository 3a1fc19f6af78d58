/** Serves the landing page, the API documentation and the browser client. It does not know tokens or datasets. */
@NullMarked
package org.downloadtoken.pages;

import org.jspecify.annotations.NullMarked;
