package org.downloadtoken.config.setting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.downloadtoken.config.environment.NativeEncoding;

/** A setting whose value is the path of a file or directory. It has no default. */
public record PathSetting(String name, Predicate<Path> accepts, String allowed, String description) implements Setting {
    @Override
    public String defaultValue() {
        return "";
    }

    public Optional<Path> read(Map<String, String> values) {
        String text = text(values);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parse(text).orElseThrow(() -> ConfigException.invalid(this, text)));
    }

    private Optional<Path> parse(String text) {
        try {
            return Optional.of(Path.of(text)).filter(accepts);
        } catch (InvalidPathException e) {
            // Without a UTF-8 locale, the JDK cannot represent a path whose letters are not ASCII.
            Optional<String> encoding = NativeEncoding.problem().filter(problem -> !text.matches("\\p{ASCII}*"));
            if (encoding.isPresent()) {
                throw new ConfigException(name + ": " + encoding.get());
            }
            return Optional.empty();
        }
    }
}
