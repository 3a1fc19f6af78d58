package org.downloadtoken.download.storage;

import io.vertx.core.MultiMap;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.ratelimit.ConcurrencyLimiter.Permit;
import org.downloadtoken.token.DownloadCaller;

/**
 * An authorized request for the file of a dataset.
 *
 * @param headers the headers of the request
 * @param permit counts the download; a storage call that may outlive the response retains it
 */
public record CogRequest(RasterAsset asset, DownloadCaller caller, MultiMap headers, Permit permit) {}
