/**
 * Parses and formats text, identifiers and hashes. It does not know what they identify, nor any other package.
 */
@NullMarked
package org.downloadtoken.encoding;

import org.jspecify.annotations.NullMarked;
