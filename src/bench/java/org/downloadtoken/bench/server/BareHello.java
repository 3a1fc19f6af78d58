package org.downloadtoken.bench.server;

import io.vertx.core.http.HttpHeaders;

/** A baseline: Vert.x alone, which sends the headers and bytes of a mint response to every request. */
public final class BareHello {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private BareHello() {}

    public static void main(String[] args) {
        BareServer.start(
                BareServer.vertx(),
                Integer.parseInt(args[0]),
                request -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                        .end(BareServer.MINT_BODY));
    }
}
