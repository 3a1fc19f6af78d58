package org.downloadtoken.jose.pem;

import java.io.IOException;
import java.io.StringReader;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.downloadtoken.jose.UnusableKeyException;
import org.jspecify.annotations.Nullable;

/** Reads the only key or certificate in a PEM text. */
final class PemContent {
    private PemContent() {}

    /**
     * The content of the PEM block. A block EC PARAMETERS beside it is ignored: {@code openssl ecparam -genkey} writes one.
     *
     * @throws UnusableKeyException if there is no block, more than one, an encrypted one, or one that cannot be read
     */
    static Object of(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(PemText.normalize(pem)))) {
            Object content = next(parser);
            if (content == null) {
                throw new UnusableKeyException(
                        "no PEM block; a block begins with -----BEGIN and a label such as PRIVATE KEY or PUBLIC KEY");
            }
            if (content instanceof PKCS8EncryptedPrivateKeyInfo || content instanceof PEMEncryptedKeyPair) {
                throw new UnusableKeyException(
                        "the key must not be encrypted; decrypt it with: openssl pkey -in FILE -out NEW_FILE");
            }
            if (next(parser) != null) {
                throw new UnusableKeyException("more than one PEM block; a file must hold exactly one key");
            }
            return content;
        } catch (UnusableKeyException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) { // deeply nested ASN.1 overflows the stack
            // The message of the library can quote the key.
            throw new UnusableKeyException("a PEM block that is damaged or of an unknown type");
        }
    }

    private static @Nullable Object next(PEMParser parser) throws IOException {
        Object content = parser.readObject();
        return content instanceof ASN1ObjectIdentifier || content instanceof X9ECParameters
                ? parser.readObject()
                : content;
    }
}
