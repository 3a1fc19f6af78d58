package org.downloadtoken.token;

import java.time.Duration;

/**
 * A minted token.
 *
 * @param value the JWT in compact form
 * @param expiresIn its life, in seconds
 */
public record DownloadToken(String value, long expiresIn) {
    /** The longest life of a download token, and of what it authorizes. */
    public static final Duration MAX_TTL = Duration.ofSeconds(120);

    /** Does not contain the token, which is a credential. */
    @Override
    public String toString() {
        return "DownloadToken[expiresIn=" + expiresIn + "]";
    }
}
