package org.downloadtoken.bench.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pins the servers to one core, and the load generator and Postgres to another, if there are two cores. */
public final class Cores {
    public static final int SERVER = 0;
    public static final int LOAD = 1;

    private Cores() {}

    public static List<String> on(int core, List<String> command) {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
        pinned.addAll(command);
        return pinned;
    }

    /** Pins a process and the processes that it starts from now on. */
    static void pin(long pid, int core) throws IOException {
        try {
            new ProcessBuilder("taskset", "-a", "-p", "-c", String.valueOf(core), String.valueOf(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
