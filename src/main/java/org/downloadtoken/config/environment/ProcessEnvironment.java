package org.downloadtoken.config.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.downloadtoken.encoding.Utf8;

/** Decodes the variables of this process as UTF-8, also in other locales. */
public final class ProcessEnvironment {
    /** On Linux, this file has the bytes of all variables, each of which ends with NUL. */
    private static final Path BYTES = Path.of("/proc/self/environ");

    private ProcessEnvironment() {}

    /**
     * The variables by name. The JDK decodes them with its default charset or that of the locale. A secret with letters that
     * are not ASCII would then differ from the same secret in other programs.
     */
    public static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        if (variables.values().stream().allMatch(ProcessEnvironment::isAscii)) {
            return variables;
        }
        try {
            // ISO-8859-1 keeps each byte as one char.
            String entries = Files.readString(BYTES, StandardCharsets.ISO_8859_1);
            for (String entry : entries.split("\0", -1)) {
                Utf8.decode(entry.getBytes(StandardCharsets.ISO_8859_1))
                        .filter(text -> text.indexOf('=') > 0)
                        .ifPresent(text -> variables.replace(
                                text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)));
            }
        } catch (IOException e) {
            return variables; // another system than Linux
        }
        return variables;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 128);
    }
}
