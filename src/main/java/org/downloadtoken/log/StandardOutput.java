package org.downloadtoken.log;

import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes to the standard output, and counts the events that it does not accept, such as those for a full disk. The appender of
 * Logback loses them silently, since System.out hides errors.
 *
 * @param <E> the type of the events
 */
public final class StandardOutput<E> extends OutputStreamAppender<E> {
    @Override
    public void start() {
        setOutputStream(new Counting(new FileOutputStream(FileDescriptor.out)));
        super.start();
    }

    private static final class Counting extends OutputStream {
        private final OutputStream output;

        Counting(OutputStream output) {
            this.output = output;
        }

        @Override
        public void write(int part) {
            write(new byte[] {(byte) part}, 0, 1);
        }

        /** Called once for each event. An exception would stop the appender for good. */
        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                output.write(bytes, offset, length);
            } catch (IOException e) {
                LogQueue.countRefused();
            }
        }
    }
}
