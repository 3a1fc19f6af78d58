package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Finds the only key that may verify a token. It never tries several keys. One instance per event loop, which follows the
 * key set that all event loops share.
 */
public final class VerificationKeyResolver {
    private record Loaded(Optional<String> kid, VerificationKey key) {}

    private final Supplier<KeySet> shared;
    private final Runnable unknownKid;
    private List<Loaded> loaded = List.of();
    private @Nullable KeySet current;

    /** Follows this key set, and runs {@code unknownKid} when a token names a key that is not in it. */
    public VerificationKeyResolver(Supplier<KeySet> shared, Runnable unknownKid) {
        this.shared = shared;
        this.unknownKid = unknownKid;
    }

    public VerificationKeyResolver(Supplier<KeySet> shared) {
        this(shared, () -> {});
    }

    /** The key set in use. Loads the keys of a new set. */
    @SuppressWarnings("ReferenceEquality") // an equal set in another object costs only a reload
    public KeySet current() {
        KeySet newest = shared.get();
        if (newest != current) {
            List<Loaded> keys = new ArrayList<>();
            newest.entries().forEach(entry -> keys.add(new Loaded(entry.kid(), new VerificationKey(entry))));
            loaded = keys;
            current = newest;
        }
        return newest;
    }

    /** The key for a token with this header; empty if no key matches, or more than one. */
    Optional<VerificationKey> find(JsonObject header) {
        KeySet set = current();
        if (set.entries().isEmpty()) {
            unknownKid.run();
            throw new RequestFailure(Failure.KEYS_UNAVAILABLE);
        }
        if (!(header.getValue("alg") instanceof String algorithm)) {
            return Optional.empty();
        }
        if (!header.containsKey("kid")) {
            return set.kidRequired() ? Optional.empty() : only(algorithm, Optional.empty());
        }
        if (!(header.getValue("kid") instanceof String kid)) {
            return Optional.empty();
        }
        Optional<VerificationKey> found = only(algorithm, Optional.of(kid));
        if (found.isEmpty()) {
            unknownKid.run();
        }
        return found;
    }

    private Optional<VerificationKey> only(String algorithm, Optional<String> kid) {
        VerificationKey found = null;
        for (Loaded candidate : loaded) {
            boolean named = kid.isEmpty()
                    || candidate.kid().isEmpty()
                    || candidate.kid().equals(kid);
            if (named && candidate.key().algorithm().joseName().equals(algorithm)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = candidate.key();
            }
        }
        return Optional.ofNullable(found);
    }
}
