/** Reads an OpenAPI document and brings it into a form that can be compared. */
@NullMarked
package org.downloadtoken.contract.document;

import org.jspecify.annotations.NullMarked;
