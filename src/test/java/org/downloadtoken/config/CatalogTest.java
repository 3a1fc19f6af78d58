package org.downloadtoken.config;

import static org.downloadtoken.config.ConfigErrors.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.downloadtoken.config.Catalog.SslMode;
import org.downloadtoken.config.setting.Secret;
import org.downloadtoken.encoding.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    @TempDir
    Path directory;

    @Test
    void defaults() {
        assertEquals(
                new Catalog(
                        List.of(new HostPort("localhost", 5432)),
                        "geolens",
                        "geolens",
                        new Secret(""),
                        "catalog",
                        SslMode.PREFER,
                        Optional.empty(),
                        8),
                Catalog.from(Map.of()));
    }

    @Test
    void onePortIsForAllHosts() {
        Catalog catalog = Catalog.from(Map.of("POSTGRES_HOST", "a, b,", "POSTGRES_PORT", "5433"));

        assertEquals(List.of(new HostPort("a", 5433), new HostPort("b", 5433)), catalog.servers());
        assertEquals("a:5433,b:5433", catalog.authority());
    }

    @Test
    void eachHostHasItsPort() {
        assertEquals(
                List.of(new HostPort("a", 1), new HostPort("b", 65_535)),
                Catalog.from(Map.of("POSTGRES_HOST", "a,b", "POSTGRES_PORT", "1, 65535"))
                        .servers());
    }

    @Test
    void hostsAreAtMostEight() {
        assertEquals(
                8,
                Catalog.from(Map.of("POSTGRES_HOST", "a,b,c,d,e,f,g,h"))
                        .servers()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "a,b,c,d,e,f,g,h,i", "a b", "db:5432", "a,db:5432", "[::1]:5432", "[db]", "[::1", "-"})
    void otherHostsAreRejected(String hosts) {
        assertRejected(
                Catalog::from,
                Catalog.HOST,
                hosts,
                "a host name or an IP address, or up to 8 of them, separated by commas, not a URL; the port belongs in"
                        + " POSTGRES_PORT, and user, password and database in settings of their own");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_HOST, postgres://reader:hush@db/geolens",
        "POSTGRES_HOST, postgresql://db/geolens?password=hush",
        "POSTGRES_HOST, jdbc:postgresql://db/geolens?user=reader&password=hush",
        "POSTGRES_HOST, reader:hush@db",
        "POSTGRES_HOST, host=db password=hush",
        "POSTGRES_HOST, 'a,postgres://reader:hush@db/geolens'",
        "POSTGRES_PORT, postgres://reader:hush@db/geolens",
        "POSTGRES_DB, postgres://reader:hush@db/geolens",
        "POSTGRES_DB, geolens?password=hush",
        "POSTGRES_USER, postgres://reader:hush@db/geolens",
        "POSTGRES_USER, reader:hush@db",
        "CATALOG_SCHEMA, postgres://reader:hush@db/geolens",
        "DATABASE_SSL_MODE, postgres://reader:hush@db/geolens",
        "DATABASE_SSL_CA_CERT, postgres://reader:hush@db/geolens"
    })
    void urlWithAPasswordIsRejectedWithoutPrintingIt(String setting, String url) {
        String message = ConfigErrors.message(() -> Catalog.from(Map.of(setting, url)));

        assertTrue(message.startsWith(setting + " must be "), message);
        assertFalse(message.contains("hush"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, ::1, [::1]:5432",
        "[::1], ::1, [::1]:5432",
        "[fe80::1%eth0], fe80::1%eth0, [fe80::1%eth0]:5432",
        "' db ', db, db:5432",
        "192.0.2.7, 192.0.2.7, 192.0.2.7:5432",
        "db_1.example.com., db_1.example.com., db_1.example.com.:5432",
        "/var/run/postgresql, /var/run/postgresql, /var/run/postgresql:5432"
    })
    void hostIsANameAnAddressOrTheDirectoryOfASocket(String setting, String host, String authority) {
        Catalog catalog = Catalog.from(Map.of("POSTGRES_HOST", setting));

        assertEquals(List.of(new HostPort(host, 5432)), catalog.servers());
        assertEquals(authority, catalog.authority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "5432,", "5432,,5433", "5432;5433", ""})
    void otherPortIsRejected(String ports) {
        assertRejected(
                Catalog::from,
                Catalog.PORT,
                ports,
                "a whole number from 1 to 65535, or one for each host, separated by commas");
    }

    @Test
    void portsAreAsManyAsHosts() {
        assertRejected(Catalog::from, Catalog.PORT, "5432,5433", "one port, or as many as POSTGRES_HOST has hosts (1)");
    }

    @Test
    void databaseAndUserAreNamesAndThePasswordIsAnyText() {
        Catalog catalog = Catalog.from(
                Map.of("POSTGRES_DB", "Geo Lens", "POSTGRES_USER", "reader@server", "POSTGRES_PASSWORD", " p "));

        assertEquals("Geo Lens", catalog.database());
        assertEquals("reader@server", catalog.user());
        assertEquals(new Secret(" p "), catalog.password());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void poolSizeIsInItsRange(int size) {
        assertEquals(
                size,
                Catalog.from(Map.of("POSTGRES_POOL_SIZE", String.valueOf(size))).poolSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101"})
    void poolSizeOutOfRangeIsRejected(String size) {
        assertRejected(Catalog::from, Catalog.POOL_SIZE, size, "a whole number from 1 to 100");
    }

    @Test
    void schemaIsAName() {
        String longest = "_" + "a1".repeat(31);

        assertEquals(longest, Catalog.from(Map.of("CATALOG_SCHEMA", longest)).schema());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"; DROP TABLE x",
                "Catalog",
                "1a",
                "",
                "_1234567890123456789012345678901234567890123456789012345678901234"
            })
    void otherSchemaIsRejected(String schema) {
        assertRejected(Catalog::from, Catalog.SCHEMA, schema, "a schema's name of lower-case letters, digits and _");
    }

    @ParameterizedTest
    @CsvSource({"disable, DISABLE", "PREFER, PREFER", "require, REQUIRE"})
    void modeThatDoesNotVerifyNeedsNoCertificate(String value, SslMode mode) {
        assertEquals(mode, Catalog.from(Map.of("DATABASE_SSL_MODE", value)).sslMode());
    }

    @Test
    void otherModeIsRejected() {
        assertRejected(
                Catalog::from, Catalog.SSL_MODE, "allow", "one of disable, prefer, require, verify-ca, verify-full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void modeThatVerifiesNeedsACertificate(String mode) throws Exception {
        Path file = certificate();

        assertEquals(
                Optional.of(file),
                Catalog.from(Map.of("DATABASE_SSL_MODE", mode, "DATABASE_SSL_CA_CERT", file.toString()))
                        .caCertificate());
        assertEquals(
                "DATABASE_SSL_CA_CERT must be a readable file of PEM certificates if DATABASE_SSL_MODE is verify-ca or"
                        + " verify-full, and otherwise not set, but is ''",
                ConfigErrors.message(() -> Catalog.from(Map.of("DATABASE_SSL_MODE", mode))));
    }

    @Test
    void certificateIsRejectedWithAModeThatDoesNotVerify() throws Exception {
        assertRejected(
                Catalog::from,
                Catalog.SSL_CA_CERT,
                certificate().toString(),
                "a readable file of PEM certificates if DATABASE_SSL_MODE is verify-ca or verify-full, and otherwise"
                        + " not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/ca.pem", "pom.xml"})
    void fileWithoutCertificateIsRejected(String path) {
        assertRejected(Catalog::from, Catalog.SSL_CA_CERT, path, "a readable file of PEM certificates");
    }

    /** A file with a certificate that this JVM trusts. */
    private Path certificate() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate certificate = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
        String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
