package org.downloadtoken.jose.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureFallbackTest {
    private static final String UNREADABLE =
            "AmazonCorrettoCryptoProvider.jar cannot be read, or is no jar with this provider";

    @TempDir
    Path directory;

    @Test
    void withoutTheJarTheJdkSigns() {
        assertEquals(new SignatureProvider("the JDK", Optional.empty()), withoutTheClass());
    }

    /** Docker creates a directory if the file of a mount does not exist. */
    @Test
    void directoryInsteadOfTheJarIsAProblem() throws Exception {
        Files.createDirectory(directory.resolve(CorrettoJar.FILE_NAME));

        assertProblem(UNREADABLE, withoutTheClass());
    }

    @Test
    void linkToNowhereIsAProblem() throws Exception {
        Files.createSymbolicLink(directory.resolve(CorrettoJar.FILE_NAME), directory.resolve("missing"));

        assertProblem(UNREADABLE, withoutTheClass());
    }

    @Test
    void jarWithAnotherNameIsAProblem() throws Exception {
        Files.createFile(directory.resolve("AmazonCorrettoCryptoProvider-2.5.0-linux-x86_64.jar"));

        assertProblem(
                "the name of AmazonCorrettoCryptoProvider-2.5.0-linux-x86_64.jar must be AmazonCorrettoCryptoProvider.jar",
                withoutTheClass());
    }

    @Test
    void libraryThatDoesNotLoadIsExplained() {
        SignatureProvider provider = SignatureProvider.install(
                () -> {
                    throw new UnsatisfiedLinkError("ld-linux.so is missing");
                },
                new CorrettoJar(directory));

        assertProblem("ld-linux.so is missing", provider);
    }

    @Test
    void providerWithoutAnAlgorithmIsNotUsed() {
        SignatureProvider provider =
                SignatureProvider.install(() -> new Provider("Empty", "1", "") {}, new CorrettoJar(directory));

        assertEquals("the JDK", provider.name());
        assertEquals(
                "Amazon Corretto Crypto Provider cannot be used, so the JDK signs and verifies: Empty has no",
                provider.problem().orElseThrow().replaceAll("(has no) .*", "$1"));
    }

    private SignatureProvider withoutTheClass() {
        return SignatureProvider.install(
                () -> {
                    throw new NoClassDefFoundError("com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider");
                },
                new CorrettoJar(directory));
    }

    private static void assertProblem(String cause, SignatureProvider provider) {
        String problem = "Amazon Corretto Crypto Provider cannot be used, so the JDK signs and verifies: " + cause;
        assertEquals(new SignatureProvider("the JDK", Optional.of(problem)), provider);
    }
}
