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
 * Caches the tokens minted for anonymous callers in the current second, with their response bodies. Claims and validity of such
 * tokens are the same, so anonymous callers may share one. Bounded; each entry holds a grant and about 700 bytes. All entries
 * are dropped when the second ends or the key ring changes. One instance per event loop.
 */
public final class TokenResponseCache {
    static final int MAX_ENTRIES = 2_000;

    /** The bytes of a body beside the token. */
    private static final int OTHER_BYTES = 40;

    /**
     * A minted token.
     *
     * @param expiresAt {@code exp}, in seconds since the epoch
     * @param body the response body of the mint operation
     */
    record Minted(DownloadToken token, long expiresAt, Buffer body) {
        /** Appends the members of the body, and the closing brace, to an open JSON object that has a member. */
        void appendMembersAndClose(Buffer object) {
            object.appendString(",").appendBuffer(body, 1, body.length() - 1);
        }
    }

    private record Entry(Granted grant, Minted minted) {}

    private final DownloadTokenMinter minter;
    private final Clock clock;
    private final Map<UUID, Entry> ofThisSecond = new HashMap<>();
    private long second;
    private KeyRing keyRing;

    public TokenResponseCache(DownloadTokenMinter minter, Clock clock) {
        this.minter = minter;
        this.keyRing = minter.keyRing();
        this.clock = clock;
    }

    /** The current time, in seconds since the epoch. */
    long now() {
        return Math.floorDiv(clock.millis(), 1000L);
    }

    /** A token for this grant, minted now. */
    Minted minted(Granted grant) {
        return minted(grant, now());
    }

    /**
     * A token for this grant.
     *
     * @param now the time at which it is minted, in seconds since the epoch
     */
    @SuppressWarnings("ReferenceEquality") // a key ring is replaced as a whole
    Minted minted(Granted grant, long now) {
        if (grant.subject().isPresent()) {
            return mint(grant, now);
        }
        KeyRing newest = minter.keyRing();
        if (now != second || newest != keyRing) {
            ofThisSecond.clear();
            second = now;
            keyRing = newest;
        }
        Entry entry = ofThisSecond.get(grant.datasetId());
        if (entry != null && entry.grant().equals(grant)) {
            return entry.minted();
        }
        Minted minted = mint(grant, now);
        if (ofThisSecond.size() < MAX_ENTRIES) {
            ofThisSecond.put(grant.datasetId(), new Entry(grant, minted));
        }
        return minted;
    }

    /** A compact JWT consists of base64url and dots, so it needs no escaping in JSON. */
    private Minted mint(Granted grant, long now) {
        DownloadToken token = minter.mint(grant, now);
        Buffer body = Buffer.buffer(token.value().length() + OTHER_BYTES)
                .appendString("{\"token\":\"")
                .appendString(token.value())
                .appendString("\",\"expires_in\":")
                .appendString(Long.toString(token.expiresIn()))
                .appendString("}");
        return new Minted(token, now + token.expiresIn(), body);
    }
}
