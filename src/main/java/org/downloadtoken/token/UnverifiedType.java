package org.downloadtoken.token;

import java.util.Base64;
import org.downloadtoken.encoding.StrictJson;

/**
 * The claim {@code typ} of a JWT whose signature is not verified. It only decides which verifier reads the JWT; both verify
 * the claim again.
 */
final class UnverifiedType {
    private UnverifiedType() {}

    /** Whether the JWT says that it is a download token. Text that is no JWT does not. */
    static boolean isDownload(String jwt) {
        int headerEnd = jwt.indexOf('.');
        int claimsEnd = jwt.indexOf('.', headerEnd + 1);
        if (jwt.length() > DownloadTokenVerifier.MAX_LENGTH || headerEnd < 0 || claimsEnd < 0) {
            return false;
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(jwt.substring(headerEnd + 1, claimsEnd));
            return DownloadClaims.TYPE.equals(StrictJson.object(claims).getValue("typ"));
        } catch (IllegalArgumentException notAJwt) {
            return false;
        }
    }
}
