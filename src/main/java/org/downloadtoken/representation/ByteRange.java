package org.downloadtoken.representation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A single range of bytes within a file, both ends included (RFC 9110, section 14.1.2). */
public record ByteRange(long first, long last) {
    private static final Pattern SINGLE =
            Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);
    private static final int LONG_DIGITS = 18;

    /**
     * The range that a header field asks for, within a file of this size; empty for one that is to be ignored: several
     * ranges, another unit, no range at all, or one that ends before it begins.
     *
     * @throws RangeNotSatisfiable if the file has none of these bytes
     */
    static Optional<ByteRange> parse(String field, long size) {
        Matcher range = SINGLE.matcher(field);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(number(range.group(2)), size);
            return Optional.of(within(size, size - length, size - 1));
        }
        long first = number(range.group(1));
        if (range.group(2).isEmpty()) {
            return Optional.of(within(size, first, size - 1));
        }
        long last = number(range.group(2));
        return last < first ? Optional.empty() : Optional.of(within(size, first, Math.min(last, size - 1)));
    }

    public long length() {
        return last - first + 1;
    }

    private static ByteRange within(long size, long first, long last) {
        if (first >= size || last < first) {
            throw new RangeNotSatisfiable(size);
        }
        return new ByteRange(first, last);
    }

    /** A number beyond all files counts as just that. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
