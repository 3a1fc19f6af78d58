/**
 * What the operations that a download token authorizes have in common: the check of access, and the audit log. It does not know these operations, nor
 * how files are stored.
 */
@NullMarked
package org.downloadtoken.guard;

import org.jspecify.annotations.NullMarked;
