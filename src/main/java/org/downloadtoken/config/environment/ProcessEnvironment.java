package org.downloadtoken.config.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.downloadtoken.encoding.Utf8;

/** The variables of this process, which are text in UTF-8 whatever the locale is. */
public final class ProcessEnvironment {
    /** On Linux, this file has the bytes of all variables, each of which ends with NUL. */
    private static final Path BYTES = Path.of("/proc/self/environ");

    private ProcessEnvironment() {}

    /**
     * The variables by name. The JDK decodes them with its default charset or that of the locale. A secret with a letter that
     * is not ASCII would then have other bytes than in the other programs that share it.
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
