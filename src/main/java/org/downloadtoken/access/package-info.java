/** May the caller read the dataset: the question, the facts in the catalog, the policy, the answer. */
@NullMarked
package org.downloadtoken.access;

import org.jspecify.annotations.NullMarked;
