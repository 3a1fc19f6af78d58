package org.downloadtoken.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.encoding.StrictJson;
import org.downloadtoken.encoding.Utf8;
import org.downloadtoken.jose.JwkParser;
import org.downloadtoken.jose.KeyFile;
import org.downloadtoken.jose.SigningKey;
import org.downloadtoken.jose.UnusableKeyException;
import org.downloadtoken.jose.pem.PemParser;

/** A directory of keys. Each file {@code <kid>.pem} or {@code <kid>.jwk} is a key; {@code signing} names the one that signs. */
public record KeyRingDirectory(Path directory) {
    /** How the files are named, in one clause. */
    public static final String NAMES =
            "a key file is named <kid>.pem or <kid>.jwk, where <kid> begins with a letter or digit"
                    + " and has up to 64 of A-Z, a-z, 0-9, dot, dash and underscore";

    private static final String SIGNING = "signing";
    private static final Pattern KEY_FILE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63})\\.(pem|jwk)");
    private static final int MAX_FILES = 100;

    /**
     * The contents of the files, by name. Two results are equal if and only if the bytes are. The directory may change
     * during the call; a caller that needs one state compares two results.
     *
     * @throws UnusableKeyException if the directory cannot be read
     */
    Map<String, ByteBuffer> contents() {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isUsed(file) && Files.isRegularFile(file)) {
                    contents.put(file.getFileName().toString(), ByteBuffer.wrap(KeyFile.read(file)));
                }
                if (contents.size() > MAX_FILES) {
                    break; // one file too many is enough to refuse the directory
                }
            }
        } catch (IOException e) {
            throw new UnusableKeyException(directory + " cannot be read: " + e);
        }
        return contents;
    }

    /**
     * The names of entries that are not hidden, but whose names are not those of keys, or that are not regular files.
     * Kubernetes mounts secrets with hidden entries such as {@code ..data}.
     */
    public List<String> unused() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(entry -> isUsed(entry) ? !Files.isRegularFile(entry) : !Files.isDirectory(entry))
                    .map(entry -> entry.getFileName().toString().replaceAll("\\p{Cntrl}", "?"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // the key ring itself reports this
        }
    }

    private static boolean isUsed(Path entry) {
        String name = entry.getFileName().toString();
        return KEY_FILE.matcher(name).matches() || name.equals(SIGNING);
    }

    /**
     * The key ring that the directory holds now.
     *
     * @throws UnusableKeyException if the directory holds no key ring that can be used
     */
    public KeyRing ring() {
        return ring(contents());
    }

    /**
     * The key ring that these files make.
     *
     * @throws UnusableKeyException at the first file that cannot be used
     */
    KeyRing ring(Map<String, ByteBuffer> contents) {
        if (contents.size() > MAX_FILES) {
            throw new UnusableKeyException(directory + " has more than " + MAX_FILES + " keys");
        }
        Map<String, SigningKey> keys = keys(contents);
        String kid = Optional.ofNullable(contents.get(SIGNING))
                .map(content -> text(content).strip())
                .orElseThrow(() ->
                        new UnusableKeyException(directory + " has no file signing, which names the key that signs"));
        SigningKey signing = Optional.ofNullable(keys.get(kid))
                .orElseThrow(() ->
                        new UnusableKeyException(directory + "/signing must name one of the keys " + keys.keySet()));
        return KeyRing.of(List.copyOf(keys.values()), signing);
    }

    private Map<String, SigningKey> keys(Map<String, ByteBuffer> contents) {
        Map<String, SigningKey> keys = new TreeMap<>();
        contents.forEach((name, content) -> {
            Matcher keyFile = KEY_FILE.matcher(name);
            if (keyFile.matches()) {
                SigningKey key = key(directory.resolve(name), keyFile.group(1), text(content));
                if (keys.put(keyFile.group(1), key) != null) {
                    throw new UnusableKeyException(directory + " has two keys of the id " + keyFile.group(1));
                }
            }
        });
        return keys;
    }

    private static SigningKey key(Path file, String kid, String text) {
        try {
            JsonObject jwk = file.toString().endsWith(".pem")
                    ? PemParser.privateKey(text)
                    : JwkParser.privateKey(StrictJson.object(text.getBytes(UTF_8)));
            return new SigningKey(Optional.of(kid), JwkParser.algorithm(jwk), jwk);
        } catch (UnusableKeyException e) {
            throw e.in(file);
        } catch (RuntimeException e) {
            // The message of the JDK can quote the key.
            throw new UnusableKeyException(file + ": not a key that can be read");
        }
    }

    private static String text(ByteBuffer content) {
        return Utf8.withoutByteOrderMark(UTF_8.decode(content.duplicate()).toString());
    }
}
