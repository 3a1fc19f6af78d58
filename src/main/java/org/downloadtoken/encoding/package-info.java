/**
 * Parses and formats text, paths, identifiers and hashes. It does not know any other package.
 */
@NullMarked
package org.downloadtoken.encoding;

import org.jspecify.annotations.NullMarked;
