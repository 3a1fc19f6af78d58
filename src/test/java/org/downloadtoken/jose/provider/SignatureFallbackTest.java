package org.downloadtoken.jose.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.Provider;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureFallbackTest {
    @Test
    void withoutTheJarTheJdkSigns() {
        assertEquals(new SignatureProvider("the JDK", Optional.empty()), SignatureProvider.install(() -> {
            throw new NoClassDefFoundError("com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider");
        }));
    }

    @Test
    void libraryThatDoesNotLoadIsExplained() {
        SignatureProvider provider = SignatureProvider.install(() -> {
            throw new UnsatisfiedLinkError("ld-linux.so is missing");
        });

        assertEquals("the JDK", provider.name());
        assertEquals(
                Optional.of("Amazon Corretto Crypto Provider cannot be used, so the JDK signs and verifies:"
                        + " ld-linux.so is missing"),
                provider.problem());
    }

    @Test
    void providerWithoutAnAlgorithmIsNotUsed() {
        SignatureProvider provider = SignatureProvider.install(() -> new Provider("Empty", "1", "") {});

        assertEquals("the JDK", provider.name());
        assertEquals(
                "Amazon Corretto Crypto Provider cannot be used, so the JDK signs and verifies: Empty has no",
                provider.problem().orElseThrow().replaceAll("(has no) .*", "$1"));
    }
}
