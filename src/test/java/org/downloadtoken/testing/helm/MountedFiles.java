package org.downloadtoken.testing.helm;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.downloadtoken.testing.KeyFiles;

/** Creates the files that the volumes of a pod mount, below another root directory. The names decide about the contents. */
public final class MountedFiles {
    private static final KeyPair KEYS = keys();

    private static final Map<String, String> CONTENTS = Map.of(
            "jwt-secret-key",
            "a-secret-of-at-least-thirty-two-bytes",
            "postgres-password",
            "password",
            "postgres-ca.pem",
            certificate(),
            "session-public-key.pem",
            KeyFiles.pem("PUBLIC KEY", KEYS.getPublic().getEncoded()));

    private MountedFiles() {}

    public static void create(PodSpec pod, Path root) throws IOException {
        Map<String, Volume> volumes =
                pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
        for (VolumeMount mount : pod.getContainers().get(0).getVolumeMounts()) {
            Path directory =
                    Files.createDirectories(root.resolve(mount.getMountPath().substring(1)));
            Volume volume = volumes.get(mount.getName());
            if (volume.getProjected() != null) {
                for (var source : volume.getProjected().getSources()) {
                    for (var item : source.getSecret().getItems()) {
                        Files.writeString(directory.resolve(item.getPath()), CONTENTS.get(item.getPath()));
                    }
                }
            } else if (volume.getName().equals("tls")) { // the files of a secret of the type kubernetes.io/tls
                new KeyFiles(directory).file("tls.crt", certificate()).file("tls.key", KeyFiles.pem(KEYS.getPrivate()));
            } else if (volume.getName().equals("cluster")) { // the files of a secret of cert-manager
                new KeyFiles(directory)
                        .file("tls.crt", certificate())
                        .file("tls.key", KeyFiles.pem(KEYS.getPrivate()))
                        .file("ca.crt", certificate());
            } else if (volume.getSecret() != null) {
                new KeyFiles(directory).pem("2026-11", KEYS.getPrivate()).signing("2026-11");
            }
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate that its own key has signed. */
    private static String certificate() {
        X500Name name = new X500Name("CN=catalog-rw");
        Instant now = Instant.now();
        try {
            return KeyFiles.pem(
                    "CERTIFICATE",
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(now),
                                    Date.from(now.plus(Duration.ofDays(1))),
                                    name,
                                    KEYS.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withRSA").build(KEYS.getPrivate()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
