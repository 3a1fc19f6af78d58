/** Selects the provider that makes and verifies signatures with key pairs: the JDK, or a faster one that is optional. */
@NullMarked
package org.downloadtoken.jose.provider;

import org.jspecify.annotations.NullMarked;
