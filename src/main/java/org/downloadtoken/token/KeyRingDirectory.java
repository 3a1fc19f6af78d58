package org.downloadtoken.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.jose.Algorithm;
import org.downloadtoken.jose.JwkParser;
import org.downloadtoken.jose.PemParser;
import org.downloadtoken.jose.SigningKey;
import org.downloadtoken.jose.StrictJson;
import org.downloadtoken.jose.UnusableKeyException;

/** A directory of keys: each file {@code <kid>.pem} or {@code <kid>.jwk} is one; {@code signing} names the one that signs. */
public record KeyRingDirectory(Path directory) {
    private static final String SIGNING = "signing";
    private static final Pattern KEY_FILE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63})\\.(pem|jwk)");
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_FILES = 100;

    /**
     * What stands in the files, by their names; equal if and only if the bytes are. A directory that changes while it is
     * read is read again by whoever compares.
     *
     * @throws UnusableKeyException if it cannot be read
     */
    Map<String, ByteBuffer> contents() {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if ((KEY_FILE.matcher(name).matches() || name.equals(SIGNING)) && Files.isRegularFile(file)) {
                    contents.put(name, ByteBuffer.wrap(read(file)));
                }
            }
        } catch (IOException e) {
            throw new UnusableKeyException(directory + " cannot be read: " + e);
        }
        return contents;
    }

    /**
     * The ring that stands there now.
     *
     * @throws UnusableKeyException if there is none that can be used
     */
    public KeyRing ring() {
        return ring(contents());
    }

    /**
     * The ring that these files make.
     *
     * @throws UnusableKeyException at the first file that cannot be used
     */
    KeyRing ring(Map<String, ByteBuffer> contents) {
        Map<String, SigningKey> keys = new TreeMap<>();
        if (contents.size() > MAX_FILES) {
            throw new UnusableKeyException(directory + " has more than " + MAX_FILES + " keys");
        }
        contents.forEach((name, content) -> {
            Matcher keyFile = KEY_FILE.matcher(name);
            if (keyFile.matches()) {
                String kid = keyFile.group(1);
                if (keys.put(
                                kid,
                                key(
                                        name,
                                        kid,
                                        keyFile.group(2),
                                        UTF_8.decode(content.duplicate()).toString()))
                        != null) {
                    throw new UnusableKeyException(directory + " has two keys of the id " + kid);
                }
            }
        });
        String signing = Optional.ofNullable(contents.get(SIGNING))
                .map(content -> UTF_8.decode(content.duplicate()).toString().strip())
                .orElseThrow(() ->
                        new UnusableKeyException(directory + " has no file signing, which names the key that signs"));
        SigningKey signs = Optional.ofNullable(keys.get(signing))
                .orElseThrow(() ->
                        new UnusableKeyException(directory + "/signing must name one of the keys " + keys.keySet()));
        List<SigningKey> all = new ArrayList<>(keys.values());
        return KeyRing.of(all, signs);
    }

    private SigningKey key(String name, String kid, String kind, String text) {
        try {
            JsonObject jwk = JwkParser.whole(
                    kind.equals("pem") ? PemParser.toJwk(text) : StrictJson.object(text.getBytes(UTF_8)));
            Algorithm algorithm = JwkParser.algorithm(jwk);
            return new SigningKey(Optional.of(kid), algorithm, jwk);
        } catch (UnusableKeyException e) {
            throw new UnusableKeyException(directory.resolve(name) + ": " + e.getMessage());
        } catch (GeneralSecurityException | RuntimeException e) {
            // What the JDK says may quote the key.
            throw new UnusableKeyException(directory.resolve(name) + ": not a key that can be read");
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new UnusableKeyException(file + " has more than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
