package org.downloadtoken.token;

import org.downloadtoken.session.Caller;

/**
 * Who downloads.
 *
 * @param authorizedUntil when what was authorized ends, in seconds since the epoch
 * @param credentialHeader whether the credential came in a header; clients send their headers on to the host of a redirect
 */
public record DownloadCaller(Caller caller, double authorizedUntil, boolean credentialHeader) {}
