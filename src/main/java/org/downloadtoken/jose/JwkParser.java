package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads a key as a JWK (RFC 7517), so strong as its algorithm wants it. */
public final class JwkParser {
    private static final int RSA_BITS = 2048;
    private static final int SECRET_BYTES = 32;

    private static final Map<Algorithm, List<String>> PUBLIC_MEMBERS = Map.of(
            Algorithm.HS256, List.of(),
            Algorithm.RS256, List.of("n", "e"),
            Algorithm.ES256, List.of("crv", "x", "y"),
            Algorithm.EDDSA, List.of("crv", "x"));

    private static final Map<Algorithm, List<String>> PRIVATE_MEMBERS = Map.of(
            Algorithm.HS256, List.of("k"),
            Algorithm.RS256, List.of("d", "p", "q", "dp", "dq", "qi"),
            Algorithm.ES256, List.of("d"),
            Algorithm.EDDSA, List.of("d"));

    private JwkParser() {}

    /** The algorithm of a key, by its type; a key that names another is refused. */
    public static Algorithm algorithm(JsonObject jwk) {
        Algorithm algorithm = Algorithm.ofKeyType(String.valueOf(jwk.getValue("kty")))
                .orElseThrow(() -> new UnusableKeyException("its kty must be oct, RSA, EC or OKP"));
        if (!jwk.getValue("alg", algorithm.joseName()).equals(algorithm.joseName())) {
            throw new UnusableKeyException(
                    "its alg must be " + algorithm.joseName() + " for a key of type " + algorithm.keyType());
        }
        if (!jwk.getValue("use", "sig").equals("sig")) {
            throw new UnusableKeyException("its use must be sig");
        }
        return algorithm;
    }

    /** The members that make the public half, and no others. */
    public static JsonObject publicHalf(JsonObject jwk) {
        Algorithm algorithm = algorithm(jwk);
        JsonObject half = members(jwk, algorithm, PUBLIC_MEMBERS).put("kty", algorithm.keyType());
        switch (algorithm) {
            case RS256 -> requireBits("n of an RSA key", bits(half.getString("n")), RSA_BITS);
            case ES256 -> requireCurve(half, "P-256");
            case EDDSA -> requireCurve(half, "Ed25519");
            case HS256 -> {}
        }
        return half;
    }

    /** The key with its private half. */
    public static JsonObject whole(JsonObject jwk) {
        Algorithm algorithm = algorithm(jwk);
        JsonObject secret = members(jwk, algorithm, PRIVATE_MEMBERS);
        if (algorithm == Algorithm.HS256) {
            int bytes = Base64.getUrlDecoder().decode(secret.getString("k")).length;
            requireBits("k of an HMAC key", bytes * 8, SECRET_BYTES * 8);
        }
        return publicHalf(jwk).mergeIn(secret);
    }

    private static JsonObject members(JsonObject jwk, Algorithm algorithm, Map<Algorithm, List<String>> names) {
        JsonObject members = new JsonObject();
        for (String name : names.getOrDefault(algorithm, List.of())) {
            if (!(jwk.getValue(name) instanceof String value) || !value.matches("[A-Za-z0-9_-]+")) {
                throw new UnusableKeyException("a key of type " + algorithm.keyType() + " needs " + name);
            }
            members.put(name, value);
        }
        return members;
    }

    private static int bits(String number) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(number)).bitLength();
    }

    private static void requireBits(String what, int bits, int least) {
        if (bits < least) {
            throw new UnusableKeyException(what + " must have at least " + least + " bits, but has " + bits);
        }
    }

    private static void requireCurve(JsonObject key, String curve) {
        if (!curve.equals(key.getString("crv"))) {
            throw new UnusableKeyException("its crv must be " + curve);
        }
    }
}
