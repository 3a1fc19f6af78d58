package org.downloadtoken.mint;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.token.DownloadToken;
import org.downloadtoken.token.DownloadTokenMinter;
import org.downloadtoken.token.KeyRing;

/**
 * The response bodies minted for anonymous callers in the current second. The same claims give the same signature, so
 * within one second a body can be sent again and nobody can tell. One instance an event loop; bounded by its entries,
 * each a grant and some 400 bytes, all of which are dropped with the second.
 */
public final class TokenResponseCache {
    static final int MAX_ENTRIES = 10_000;

    private record Minted(Granted grant, Buffer body) {}

    private final DownloadTokenMinter minter;
    private final Clock clock;
    private final Map<UUID, Minted> ofThisSecond = new HashMap<>();
    private long second;
    private KeyRing ring;

    public TokenResponseCache(DownloadTokenMinter minter, Clock clock) {
        this.minter = minter;
        this.ring = minter.ring();
        this.clock = clock;
    }

    /** The response body with a token for this grant. */
    @SuppressWarnings("ReferenceEquality") // of rings
    Buffer body(Granted grant) {
        long now = Math.floorDiv(clock.millis(), 1000L);
        if (grant.subject().isPresent()) {
            return mint(grant, now);
        }
        KeyRing newest = minter.ring();
        if (now != second || newest != ring) {
            ofThisSecond.clear();
            second = now;
            ring = newest;
        }
        Minted minted = ofThisSecond.get(grant.datasetId());
        if (minted != null && minted.grant().equals(grant)) {
            return minted.body();
        }
        Buffer body = mint(grant, now);
        if (ofThisSecond.size() < MAX_ENTRIES) {
            ofThisSecond.put(grant.datasetId(), new Minted(grant, body));
        }
        return body;
    }

    /** A compact JWT needs no escaping in JSON: it is base64url and dots. */
    private Buffer mint(Granted grant, long now) {
        DownloadToken token = minter.mint(grant, now);
        return Buffer.buffer("{\"token\":\"" + token.value() + "\",\"expires_in\":" + token.expiresIn() + "}");
    }
}
