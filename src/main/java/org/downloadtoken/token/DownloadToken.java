package org.downloadtoken.token;

/**
 * A minted token.
 *
 * @param value the JWT in compact form
 * @param expiresIn the time from now until {@code exp}, in seconds
 */
public record DownloadToken(String value, long expiresIn) {
    /** Does not contain the token, which is a credential. */
    @Override
    public String toString() {
        return "DownloadToken[expiresIn=" + expiresIn + "]";
    }
}
