package org.downloadtoken.token;

import java.util.Optional;
import org.downloadtoken.session.Caller;

/**
 * The caller of a download.
 *
 * @param authorizedUntil when the authorization ends, in seconds since the epoch
 * @param credentialHeader true if the credential is in a header; some clients send it to the host of a redirect too
 * @param token the download token, if that is the credential
 */
public record DownloadCaller(
        Caller caller, double authorizedUntil, boolean credentialHeader, Optional<VerifiedToken> token) {
    /** Whether the request has no credential. Such a caller may download public and published datasets, if at all. */
    public boolean isWithoutCredential() {
        return !credentialHeader && token.isEmpty();
    }
}
