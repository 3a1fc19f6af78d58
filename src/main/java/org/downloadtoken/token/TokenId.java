package org.downloadtoken.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claim {@code jti} of a download token (RFC 7519, section 4.1.7). It names the token in logs. It is not a credential.
 *
 * @param value up to 64 characters that need no escaping in a URL or in JSON
 */
public record TokenId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
    private static final int RANDOM_BYTES = 16;

    public TokenId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a token");
        }
    }

    /** An id with 128 random bits, in base64url. */
    static TokenId random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new TokenId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * The id in a claim. Any other value is ignored: the id is only logged, so a token of another issuer stays valid whatever
     * its {@code jti} is.
     */
    static Optional<TokenId> of(@Nullable Object claim) {
        return claim instanceof String id && FORM.matcher(id).matches()
                ? Optional.of(new TokenId(id))
                : Optional.empty();
    }
}
