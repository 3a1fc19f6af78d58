package org.downloadtoken.token;

import java.util.Optional;

/**
 * A minted token.
 *
 * @param value the JWT in compact form
 * @param expiresIn the time from now until {@code exp}, in seconds
 * @param id names the token in logs; empty for an anonymous caller
 */
public record DownloadToken(String value, long expiresIn, Optional<TokenId> id) {
    /** Does not contain the token, which is a credential. */
    @Override
    public String toString() {
        return "DownloadToken[expiresIn=" + expiresIn + ", id=" + id + "]";
    }
}
