/**
 * Identifies the client of a request by its address or credential, and limits its invalid credentials. It does not know the
 * operations.
 */
@NullMarked
package org.downloadtoken.server.client;

import org.jspecify.annotations.NullMarked;
