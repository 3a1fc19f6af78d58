package org.downloadtoken.jose;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/** Parses a JWK (RFC 7517). Rejects a key that is too small, or that is made for another algorithm or use. */
public final class JwkParser {
    private JwkParser() {}

    /**
     * The algorithm of a key, by its type.
     *
     * @throws UnusableKeyException if the type is unknown, or the key names another algorithm or use
     */
    public static Algorithm algorithm(JsonObject jwk) {
        Algorithm algorithm = Algorithm.ofKeyType(String.valueOf(jwk.getValue("kty")))
                .orElseThrow(() -> new UnusableKeyException("its kty must be oct, RSA, EC or OKP"));
        if (!algorithm.joseName().equals(jwk.getValue("alg", algorithm.joseName()))) {
            throw new UnusableKeyException("its alg must be " + algorithm.joseName() + " for a key of type "
                    + algorithm.keyType().kty());
        }
        if (!"sig".equals(jwk.getValue("use", "sig"))) {
            throw new UnusableKeyException("its use must be sig");
        }
        return algorithm;
    }

    /**
     * The public key. The result has no other members, so nothing private passes.
     *
     * @throws UnusableKeyException if the key cannot be used
     */
    public static JsonObject publicKey(JsonObject jwk) {
        Algorithm algorithm = algorithm(jwk);
        KeyType type = algorithm.keyType();
        JsonObject key =
                members(jwk, type, type.publicMembers()).put("kty", type.kty()).put("alg", algorithm.joseName());
        type.curve().filter(curve -> !curve.equals(key.getString("crv"))).ifPresent(curve -> {
            throw new UnusableKeyException("its crv must be " + curve);
        });
        if (type == KeyType.RSA) {
            KeySize.requireRsa(new BigInteger(1, decode(key.getString("n"))).bitLength());
        }
        return key;
    }

    /**
     * The private key, with its public members.
     *
     * @throws UnusableKeyException if the key cannot be used
     */
    public static JsonObject privateKey(JsonObject jwk) {
        KeyType type = algorithm(jwk).keyType();
        JsonObject privateMembers = members(jwk, type, type.privateMembers());
        if (type == KeyType.OCT) {
            KeySize.requireHmac(decode(privateMembers.getString("k")).length);
        }
        return publicKey(jwk).mergeIn(privateMembers);
    }

    private static JsonObject members(JsonObject jwk, KeyType type, List<String> names) {
        JsonObject members = new JsonObject();
        for (String name : names) {
            if (!(jwk.getValue(name) instanceof String value) || !value.matches("[A-Za-z0-9_-]+")) {
                throw new UnusableKeyException("a key of type " + type.kty() + " needs " + name);
            }
            members.put(name, value);
        }
        return members;
    }

    private static byte[] decode(String value) {
        return Base64.getUrlDecoder().decode(value);
    }
}
