package org.downloadtoken.jose.provider;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;

/** Loads Amazon Corretto Crypto Provider. This is a class of its own, since the JVM cannot link it without the jar. */
final class Corretto {
    static final String NAME = "Amazon Corretto Crypto Provider";

    private Corretto() {}

    /**
     * The provider, after its self-test.
     *
     * @throws NoClassDefFoundError if its jar is not on the class path
     * @throws RuntimeException if its native library does not load, or the self-test fails
     */
    static Provider load() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        corretto.assertHealthy();
        return corretto;
    }
}
