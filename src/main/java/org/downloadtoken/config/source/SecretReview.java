package org.downloadtoken.config.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.setting.SecretSetting;

/** Finds letters in secrets that nobody sees, and that make the secret another one. */
public final class SecretReview {
    private static final Pattern QUOTED = Pattern.compile("(['\"]).*\\1", Pattern.DOTALL);

    private SecretReview() {}

    /** One line for each secret with such letters, without the secret. */
    public static List<String> warnings(Map<String, String> values) {
        return ServiceConfig.SETTINGS.stream()
                .filter(SecretSetting.class::isInstance)
                .flatMap(setting -> problem(values.getOrDefault(setting.name(), ""))
                        .map(problem -> Stream.of(setting.name() + " " + problem + "; is that a part of the secret?"))
                        .orElse(Stream.empty()))
                .toList();
    }

    private static Optional<String> problem(String secret) {
        if (!secret.equals(secret.strip())) {
            return Optional.of("begins or ends with white space");
        }
        if (QUOTED.matcher(secret).matches()) {
            return Optional.of("is in quotes");
        }
        return secret.codePoints()
                .filter(SecretReview::isInvisible)
                .mapToObj(letter -> "contains the invisible character U+%04X".formatted(letter))
                .findFirst();
    }

    /** Control and format characters, such as marks of the direction of text, and spaces other than the usual one. */
    private static boolean isInvisible(int letter) {
        return Character.isISOControl(letter)
                || Character.getType(letter) == Character.FORMAT
                || (Character.isSpaceChar(letter) && letter != ' ');
    }
}
