package org.downloadtoken.token;

import org.downloadtoken.session.Caller;

/**
 * The caller of a download.
 *
 * @param authorizedUntil when the authorization ends, in seconds since the epoch
 * @param credentialHeader true if the credential is in a header; some clients send it to the host of a redirect too
 */
public record DownloadCaller(Caller caller, double authorizedUntil, boolean credentialHeader) {}
