package org.downloadtoken.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.KeySet;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.testing.KeyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerKeysTest {
    private static final ECKey EC = KeyFiles.ec(Curve.P_256);

    @TempDir
    Path directory;

    @Test
    void keyOfTheFileNeedsNoKid() throws Exception {
        KeySet keys = IssuerKeys.pem(file(publicPem()), Set.of(Algorithm.ES256));

        assertEquals("[- (ES256)]", keys.entries().toString());
        assertEquals(false, keys.kidRequired());
    }

    @Test
    void keyOfAnotherAlgorithmIsRefused() throws Exception {
        Path file = file(publicPem());

        assertEquals(file + ": its algorithm ES256 is not among those allowed", message(file, Set.of(Algorithm.RS256)));
    }

    @Test
    void privateKeyIsRefused() throws Exception {
        Path file = file(KeyFiles.pem(EC.toPrivateKey()));

        assertEquals(
                file + ": not a public key; allowed are PUBLIC KEY, RSA PUBLIC KEY and CERTIFICATE",
                message(file, Set.of(Algorithm.ES256)));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("issuer.pem"), content);
    }

    private static String publicPem() throws JOSEException {
        return KeyFiles.pem("PUBLIC KEY", EC.toPublicKey().getEncoded());
    }

    private static String message(Path file, Set<Algorithm> allowed) {
        return String.valueOf(assertThrows(UnusableKeyException.class, () -> IssuerKeys.pem(file, allowed))
                .getMessage());
    }
}
