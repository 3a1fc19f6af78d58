/**
 * Starts the service: {@link org.downloadtoken.Main} reads the configuration, {@link org.downloadtoken.ServiceComponents}
 * connects the packages, {@link org.downloadtoken.Operations} creates one handler for each operation of the contract, and
 * {@link org.downloadtoken.DownloadTokenService} starts and drains the verticles. It contains no rule about access, tokens or
 * HTTP.
 */
@NullMarked
package org.downloadtoken;

import org.jspecify.annotations.NullMarked;
