/** The HTTP side: contract, router, handlers and problem details. */
@NullMarked
package org.downloadtoken.http;

import org.jspecify.annotations.NullMarked;
