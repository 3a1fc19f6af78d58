/**
 * The access rules as pure functions: a request and the catalog's attributes give a decision. It does not know SQL,
 * HTTP or Vert.x.
 */
@NullMarked
package org.downloadtoken.access.policy;

import org.jspecify.annotations.NullMarked;
