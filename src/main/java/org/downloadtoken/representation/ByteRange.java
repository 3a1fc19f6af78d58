package org.downloadtoken.representation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.FailureHeaders;
import org.downloadtoken.failure.RequestFailure;

/** A range of bytes of a file; both ends are inclusive (RFC 9110, section 14.1.2). */
public record ByteRange(long first, long last) {
    private static final Pattern SINGLE =
            Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);
    private static final int LONG_DIGITS = 18;

    /**
     * Parses the field Range for a file of this size. Empty if the field is to be ignored: it has several ranges, another unit
     * or no range, or its range ends before it begins.
     *
     * @throws RequestFailure if the file has none of these bytes
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
            throw new RequestFailure(Failure.RANGE_NOT_SATISFIABLE, new FailureHeaders.FileSize(size));
        }
        return new ByteRange(first, last);
    }

    /** Parses digits. A number of more than 18 digits, which is larger than any file, becomes Long.MAX_VALUE. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
