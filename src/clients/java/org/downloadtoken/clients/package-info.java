/**
 * Runs other people's tools on the contract: client generators and a validating proxy. They run against a service on the
 * demo catalog.
 */
@NullMarked
package org.downloadtoken.clients;

import org.jspecify.annotations.NullMarked;
