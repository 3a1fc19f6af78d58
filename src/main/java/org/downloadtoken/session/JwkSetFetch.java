package org.downloadtoken.session;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import org.downloadtoken.encoding.WebUrl;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.JwkSetParser;
import org.downloadtoken.jose.KeySet;

/** Fetches the keys of another issuer once. */
public final class JwkSetFetch {
    private JwkSetFetch() {}

    /** The keys that the service would use. Fails if there is none. */
    public static Future<KeySet> keys(Vertx vertx, WebUrl url, Set<Algorithm> allowed) {
        JwkSetRequest request = new JwkSetRequest(vertx, url);
        return request.send()
                .map(document -> JwkSetParser.parse(document, allowed))
                .eventually(request::close);
    }
}
