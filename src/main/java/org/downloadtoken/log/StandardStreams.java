package org.downloadtoken.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The standard output and error of the process. */
public final class StandardStreams {
    private StandardStreams() {}

    /** Writes UTF-8 from now on. By default the JDK uses the encoding of the locale, which may have ASCII letters only. */
    public static void writeUtf8() {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
