/**
 * Runs third-party tools on the contract: client generators and a validating proxy. The clients use a service with the demo
 * catalog.
 */
@NullMarked
package org.downloadtoken.clients;

import org.jspecify.annotations.NullMarked;
