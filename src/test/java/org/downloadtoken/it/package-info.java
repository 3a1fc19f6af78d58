/** Tests the whole service over HTTP with a real Postgres. It does not test single classes. */
@NullMarked
package org.downloadtoken.it;

import org.jspecify.annotations.NullMarked;
