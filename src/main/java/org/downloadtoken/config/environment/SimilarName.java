package org.downloadtoken.config.environment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the setting that a name probably means. A name is similar if it has the same letters in another case, differs by two
 * letters, shortens or extends one word, omits one word, or is the beginning of a setting in whole words.
 */
public final class SimilarName {
    private static final int MAX_EDITS = 2;

    /** Words that share their first four letters are similar, such as PROXY and PROXIES. */
    private static final int SAME_LETTERS = 4;

    private SimilarName() {}

    /** The most similar of the known names, none of which is the name itself. */
    public static Optional<String> of(String name, Set<String> known) {
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        if (!upper.contains("_")) {
            return Optional.empty(); // one word, such as PORT, is a convention of platforms
        }
        return known.stream()
                .filter(other -> other.charAt(0) == upper.charAt(0) && isSimilar(upper, other))
                .min(Comparator.<String>comparingInt(
                                other -> beginsWithWords(other, upper) ? MAX_EDITS : edits(upper, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The length of what is missing at the end says nothing about what was meant. */
    private static boolean beginsWithWords(String known, String name) {
        return known.startsWith(name + "_");
    }

    private static boolean isSimilar(String name, String known) {
        return edits(name, known) <= MAX_EDITS || haveSimilarWords(words(name), words(known));
    }

    private static boolean haveSimilarWords(List<String> name, List<String> known) {
        if (name.size() == known.size()) {
            return differences(name, known) == 1 && wordsAreSimilar(name, known);
        }
        boolean begins =
                known.size() > name.size() && known.subList(0, name.size()).equals(name);
        boolean extendsIt =
                name.size() == known.size() + 1 && name.subList(0, known.size()).equals(known);
        return begins || extendsIt || (known.size() == name.size() + 1 && omitsAWord(name, known));
    }

    /** Whether a name has all words but one of another one, and the same first word. */
    private static boolean omitsAWord(List<String> name, List<String> known) {
        int common = 0;
        while (common < name.size() && name.get(common).equals(known.get(common))) {
            common++;
        }
        return common > 0 && name.subList(common, name.size()).equals(known.subList(common + 1, known.size()));
    }

    private static long differences(List<String> name, List<String> known) {
        long differences = 0;
        for (int i = 0; i < name.size(); i++) {
            differences += name.get(i).equals(known.get(i)) ? 0 : 1;
        }
        return differences;
    }

    private static boolean wordsAreSimilar(List<String> name, List<String> known) {
        for (int i = 0; i < name.size(); i++) {
            String word = name.get(i);
            String other = known.get(i);
            if (!abbreviates(word, other) && !abbreviates(other, word) && !beginAlike(word, other)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word has some letters of another one in the same order, and the same first letter: PWD for PASSWORD. */
    private static boolean abbreviates(String word, String longer) {
        if (word.isEmpty() || longer.isEmpty() || word.charAt(0) != longer.charAt(0)) {
            return false;
        }
        int found = 0;
        for (int i = 0; i < longer.length() && found < word.length(); i++) {
            found += longer.charAt(i) == word.charAt(found) ? 1 : 0;
        }
        return found == word.length() && word.length() > 1;
    }

    private static boolean beginAlike(String word, String other) {
        return word.regionMatches(0, other, 0, SAME_LETTERS);
    }

    /** The number of letters to insert, delete, replace or exchange with the next one (optimal string alignment). */
    private static int edits(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
                }
            }
        }
        return edits[a.length()][b.length()];
    }

    private static List<String> words(String name) {
        return Arrays.asList(name.split("_", -1));
    }
}
