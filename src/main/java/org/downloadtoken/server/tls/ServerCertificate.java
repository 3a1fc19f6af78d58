package org.downloadtoken.server.tls;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.jose.pem.PemCertificates;

/** A certificate with its issuers and its private key, which belong together. Immutable. */
public final class ServerCertificate {
    private final CertificateFiles.Contents contents;
    private final List<X509Certificate> chain;
    private final KeyManagerFactory keys;

    private ServerCertificate(CertificateFiles.Contents contents, List<X509Certificate> chain, KeyManagerFactory keys) {
        this.contents = contents;
        this.chain = chain;
        this.keys = keys;
    }

    /**
     * Connects a verified chain with its key.
     *
     * @throws UnusableKeyException if the key does not belong to the first certificate
     */
    static ServerCertificate of(CertificateFiles.Contents contents, List<X509Certificate> chain, byte[] pkcs8) {
        PrivateKey key = PemCertificates.privateKey(chain.get(0), pkcs8);
        try {
            return new ServerCertificate(contents, chain, keys(chain, key));
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableKeyException("the key cannot be used with its certificate");
        }
    }

    /** The bytes of the files from which this certificate was read. */
    CertificateFiles.Contents contents() {
        return contents;
    }

    /** The earliest expiry in the chain. */
    public Instant expiry() {
        return CertificateChain.expiry(chain);
    }

    /** Lets a server use TLS with this certificate. */
    void configure(HttpServerOptions options) {
        options.setSsl(true).setUseAlpn(true);
        var unused = configure(options.getSslOptions());
    }

    /** The options with which a running server uses this certificate. */
    ServerSSLOptions options() {
        return configure(new ServerSSLOptions());
    }

    private ServerSSLOptions configure(ServerSSLOptions options) {
        return TlsPolicy.applyTo(options).setKeyCertOptions(KeyCertOptions.wrap(keys));
    }

    /** Describes the certificate for the log. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?") + ", valid until "
                + expiry();
    }

    private static KeyManagerFactory keys(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        char[] noPassword = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, noPassword);
        store.setKeyEntry("tls", key, noPassword, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, noPassword);
        return keys;
    }
}
