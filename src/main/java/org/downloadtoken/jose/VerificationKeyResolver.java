package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys that may verify a token. One instance per event loop, which follows the key set that all event loops share.
 */
public final class VerificationKeyResolver {
    /** Some issuers publish several keys without an id, or with the same id. The number bounds the cost of a token. */
    static final int MAX_CANDIDATES = 4;

    /**
     * The keys that may verify a token.
     *
     * @param mayBeOutdated whether a newer key set may have another key for this token
     */
    record Candidates(List<VerificationKey> keys, boolean mayBeOutdated) {
        static final Candidates NONE = new Candidates(List.of(), false);
    }

    private record Loaded(Optional<String> kid, VerificationKey key) {}

    private final Supplier<KeySet> shared;
    private List<Loaded> loaded = List.of();
    private @Nullable KeySet current;

    /** Follows this key set. */
    public VerificationKeyResolver(Supplier<KeySet> shared) {
        this.shared = shared;
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

    /**
     * The keys for a token with this header. If the token names a key, these are the keys with that id, or else the keys
     * without an id. If it names none, these are the keys without an id, or else the only key of the algorithm.
     */
    Candidates find(JsonObject header) {
        KeySet set = current();
        if (!(header.getValue("alg") instanceof String algorithm)) {
            return Candidates.NONE;
        }
        List<Loaded> ofAlgorithm = loaded.stream()
                .filter(key -> key.key().entry().algorithm().joseName().equals(algorithm))
                .toList();
        List<Loaded> withoutId =
                ofAlgorithm.stream().filter(key -> key.kid().isEmpty()).toList();
        if (!header.containsKey("kid")) {
            if (set.kidRequired()) {
                return Candidates.NONE;
            }
            return candidates(ofAlgorithm.size() == 1 ? ofAlgorithm : withoutId);
        }
        if (!(header.getValue("kid") instanceof String kid)) {
            return Candidates.NONE;
        }
        List<Loaded> named = ofAlgorithm.stream()
                .filter(key -> key.kid().filter(kid::equals).isPresent())
                .toList();
        return candidates(named.isEmpty() ? withoutId : named);
    }

    /** A newer key set may have another key, even with an id that is known: some issuers replace a key under its id. */
    private static Candidates candidates(List<Loaded> keys) {
        return new Candidates(
                keys.stream().limit(MAX_CANDIDATES).map(Loaded::key).toList(), true);
    }
}
