package org.downloadtoken.bench.measure;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import org.downloadtoken.bench.server.ServiceSettings;
import org.downloadtoken.demo.DemoSession;

/** Signs download tokens that the service accepts, without a mint request for each. */
final class DownloadToken {
    private DownloadToken() {}

    /** Returns a token for one dataset. It expires after two minutes. */
    static String sign(String datasetId) {
        Instant now = Instant.now();
        return DemoSession.sign(
                ServiceSettings.SECRET,
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .claim("typ", "download")
                        .claim("scope", "dataset:" + datasetId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(120)))
                        .build());
    }
}
