package org.downloadtoken.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.Switch;

/**
 * TLS of the servers.
 *
 * @param files the certificate of the public port and its key; empty if the port speaks HTTP without TLS
 * @param management whether the management port uses the same certificate
 */
public record Tls(Optional<PemFiles> files, boolean management) {
    public static final PathSetting CERT_FILE = file(
            "TLS_CERT_FILE",
            "PEM file of the certificate of the public port, followed by the certificates of its issuers.");

    public static final PathSetting KEY_FILE =
            file("TLS_KEY_FILE", "PEM file of the private key that belongs to TLS_CERT_FILE.");

    static final ChoiceSetting<Switch> MANAGEMENT = new ChoiceSetting<>(
            "MANAGEMENT_TLS",
            Switch.class,
            "off",
            "Whether the management port uses TLS, with the certificate of the public port.");

    static final List<Setting> SETTINGS = List.of(CERT_FILE, KEY_FILE, MANAGEMENT);

    /**
     * The files of one certificate.
     *
     * @param chain the certificate, then its issuers
     * @param key the private key of the certificate
     */
    public record PemFiles(Path chain, Path key) {}

    public Tls {
        if (management && files.isEmpty()) {
            throw new ConfigException(
                    MANAGEMENT.name() + " is on, but " + CERT_FILE.name() + " and " + KEY_FILE.name() + " are not set");
        }
    }

    static Tls from(Map<String, String> values) {
        Optional<Path> chain = CERT_FILE.read(values);
        Optional<Path> key = KEY_FILE.read(values);
        if (chain.isPresent() != key.isPresent()) {
            throw new ConfigException(CERT_FILE.name() + " and " + KEY_FILE.name() + " must be set together, but "
                    + (chain.isPresent() ? KEY_FILE : CERT_FILE).name() + " is not set");
        }
        return new Tls(
                chain.flatMap(file -> key.map(keyFile -> new PemFiles(file, keyFile))),
                MANAGEMENT.read(values).isOn());
    }

    private static PathSetting file(String name, String description) {
        return new PathSetting(
                name,
                path -> Files.isRegularFile(path) && Files.isReadable(path),
                "a PEM file that can be read",
                description);
    }
}
