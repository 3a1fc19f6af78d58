/** Finds the changes of one schema that break clients. */
@NullMarked
package org.downloadtoken.contract.schema;

import org.jspecify.annotations.NullMarked;
