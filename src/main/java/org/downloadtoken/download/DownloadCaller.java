package org.downloadtoken.download;

import org.downloadtoken.caller.Caller;

/**
 * Who downloads.
 *
 * @param authorizedUntil when what was authorized ends, in seconds since the epoch
 */
public record DownloadCaller(Caller caller, double authorizedUntil) {}
