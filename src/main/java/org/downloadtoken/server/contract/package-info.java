/**
 * Loads openapi.yaml, creates the router from it and the one route outside of it, and parses path parameters as it declares them. It does not know what
 * the operations do.
 */
@NullMarked
package org.downloadtoken.server.contract;

import org.jspecify.annotations.NullMarked;
