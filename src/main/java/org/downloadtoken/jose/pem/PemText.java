package org.downloadtoken.jose.pem;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Restores the line structure of PEM (RFC 7468, section 2), which BouncyCastle requires. Configuration files and environment
 * variables often indent the lines or join them.
 */
final class PemText {
    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern BLOCK =
            Pattern.compile(BEGIN + "([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private PemText() {}

    /**
     * The blocks of the text, with boundaries and bodies on lines of their own. An incomplete block leaves the text as it is.
     */
    static String normalize(String pem) {
        List<MatchResult> blocks = BLOCK.matcher(pem).results().toList();
        return blocks.size() == pem.split(BEGIN, -1).length - 1
                ? blocks.stream().map(PemText::lines).collect(Collectors.joining())
                : pem;
    }

    private static String lines(MatchResult block) {
        String label = block.group(1);
        return BEGIN + label + "-----\n" + body(block.group(2)) + "\n-----END " + label + "-----\n";
    }

    /** The header lines of an encrypted key contain a colon, which base64 does not. */
    private static String body(String body) {
        return body.contains(":") ? body.strip() : body.replaceAll("\\s+", "");
    }
}
