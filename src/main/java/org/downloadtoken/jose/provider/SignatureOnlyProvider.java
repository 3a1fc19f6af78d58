package org.downloadtoken.jose.provider;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider with only the ES256, EdDSA and RS256 signatures of another provider. If the other provider were installed itself, it would also
 * provide random numbers and ciphers to the whole JVM.
 */
final class SignatureOnlyProvider extends Provider {
    /** The names of the JCA for which the JOSE classes of Vert.x ask. */
    static final Set<String> ALGORITHMS = Set.of("SHA256withECDSA", "EdDSA", "Ed25519", "SHA256withRSA");

    private static final long serialVersionUID = 1L;
    private static final String TYPE = "Signature";

    SignatureOnlyProvider(Provider other) {
        super("DownloadTokenSignatures", "1", "ES256, EdDSA and RS256 by " + other.getName());
        for (String algorithm : ALGORITHMS) {
            Service service = other.getService(TYPE, algorithm);
            if (service == null) {
                throw new IllegalArgumentException(other.getName() + " has no " + algorithm);
            }
            putService(new Delegate(this, service));
        }
    }

    /** Passes a key to the other provider. The JVM tries the next provider if it rejects the key. */
    private static final class Delegate extends Service {
        private final Service service;

        Delegate(Provider provider, Service service) {
            super(provider, TYPE, service.getAlgorithm(), service.getClassName(), null, null);
            this.service = service;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return service.newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(Object key) {
            return service.supportsParameter(key);
        }
    }
}
