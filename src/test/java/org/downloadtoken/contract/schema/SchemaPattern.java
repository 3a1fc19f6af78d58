package org.downloadtoken.contract.schema;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;

/** A regular expression of JSON Schema. */
record SchemaPattern(String expression) {
    /** Whether this pattern matches each text that the other one matches. Returns false if this is undecidable. */
    boolean includes(SchemaPattern other) {
        try {
            return equals(other)
                    || (isRegular() && other.isRegular() && other.automaton().subsetOf(automaton()));
        } catch (IllegalArgumentException e) {
            // Automaton cannot read one of the expressions.
            return false;
        }
    }

    /**
     * Whether Automaton and ECMA-262 read the expression alike: it has anchors only at the ends, no alternative outside of a group,
     * no lookaround, no empty class, no escaped letter, digit or backslash.
     */
    private boolean isRegular() {
        if (expression.matches(".*(\\\\[A-Za-z0-9\\\\]|\\[\\^?]).*")) {
            return false;
        }
        String outsideOfClasses = expression.replaceAll("\\\\.", "").replaceAll("\\[[^]]*]", "");
        String inner = outsideOfClasses.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        return !inner.matches(".*([\\\\^$]|\\(\\?|[*+?}][?+]).*")
                && !inner.replaceAll("\\([^()]*\\)", "").contains("|");
    }

    private Automaton automaton() {
        boolean start = expression.startsWith("^");
        boolean end = expression.endsWith("$") && !expression.endsWith("\\$");
        String anchored = expression.substring(start ? 1 : 0, expression.length() - (end ? 1 : 0));
        String quoted = anchored.replaceAll("(?<!\\\\)\"", "\\\\\"");
        return new RegExp((start ? "" : ".*") + quoted + (end ? "" : ".*"), RegExp.NONE).toAutomaton();
    }
}
