package org.downloadtoken.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that does not run until it is closed, by SIGSTOP and SIGCONT. */
public record PausedProcess(long pid) implements AutoCloseable {
    public PausedProcess {
        signal("-STOP", pid);
    }

    /** Pauses a process for this time. */
    public static void pause(Process process, int millis) {
        PausedProcess paused = new PausedProcess(process.pid());
        ServiceProcess.pause(millis);
        paused.close();
    }

    @Override
    public void close() {
        signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(pid))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
