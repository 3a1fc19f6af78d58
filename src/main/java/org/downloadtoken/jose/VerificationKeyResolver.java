package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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

    private final Supplier<KeySet> shared;
    private List<VerificationKey> loaded = List.of();
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
            List<VerificationKey> keys = new ArrayList<>();
            newest.entries().forEach(entry -> keys.add(new VerificationKey(entry)));
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
        if (!header.containsKey("kid")) {
            if (set.kidRequired()) {
                return Candidates.NONE;
            }
            List<VerificationKey> all = select(algorithm, entry -> true);
            return candidates(all.size() == 1 ? all : withoutId(algorithm));
        }
        if (!(header.getValue("kid") instanceof String kid)) {
            return Candidates.NONE;
        }
        List<VerificationKey> named = select(
                algorithm, entry -> entry.kid().isPresent() && entry.kid().get().equals(kid));
        return candidates(named.isEmpty() ? withoutId(algorithm) : named);
    }

    private List<VerificationKey> withoutId(String algorithm) {
        return select(algorithm, entry -> entry.kid().isEmpty());
    }

    /** The first keys of an algorithm that match, at most MAX_CANDIDATES. */
    private List<VerificationKey> select(String algorithm, Predicate<KeySet.Entry> matches) {
        List<VerificationKey> selected = new ArrayList<>(MAX_CANDIDATES);
        for (VerificationKey key : loaded) {
            if (key.entry().algorithm().joseName().equals(algorithm) && matches.test(key.entry())) {
                selected.add(key);
                if (selected.size() == MAX_CANDIDATES) {
                    break;
                }
            }
        }
        return selected;
    }

    /** A newer key set may have another key, even with an id that is known: some issuers replace a key under its id. */
    private static Candidates candidates(List<VerificationKey> keys) {
        return new Candidates(keys, true);
    }
}
