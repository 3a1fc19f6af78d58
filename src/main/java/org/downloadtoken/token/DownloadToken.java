package org.downloadtoken.token;

import java.util.Optional;

/**
 * A minted token.
 *
 * @param value the JWT in compact form
 * @param expiresIn the time from now until {@code exp}, in seconds
 * @param id names the token in logs; empty for an anonymous caller
 * @param keyId the {@code kid} of the key that has signed it; empty if the key has no id
 */
public record DownloadToken(String value, long expiresIn, Optional<TokenId> id, Optional<String> keyId) {
    /** Does not contain the token, which is a credential. */
    @Override
    public String toString() {
        return "DownloadToken[expiresIn=" + expiresIn + ", id=" + id + "]";
    }
}
