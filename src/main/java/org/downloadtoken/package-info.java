/**
 * Starts the service: {@link org.downloadtoken.Main} reads the configuration, {@link org.downloadtoken.DownloadTokenService}
 * connects the packages, {@link org.downloadtoken.Operations} creates one handler for each operation of the contract. It
 * contains no rule about access, tokens or HTTP.
 */
@NullMarked
package org.downloadtoken;

import org.jspecify.annotations.NullMarked;
