package org.downloadtoken.bench.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pins the servers to one core, and the load generator and Postgres to another, if there are two cores. */
final class Cores {
    static final int SERVER = 0;
    static final int LOAD = 1;

    private Cores() {}

    static boolean arePinned() {
        return Runtime.getRuntime().availableProcessors() >= 2;
    }

    static List<String> on(int core, List<String> command) {
        if (!arePinned()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
        pinned.addAll(command);
        return pinned;
    }

    /** Pins a process and the processes that it starts from now on. */
    static void pin(long pid, int core) throws IOException {
        if (!arePinned()) {
            return;
        }
        Command pin = Command.of("taskset", "-a", "-p", "-c", String.valueOf(core), String.valueOf(pid));
        if (pin.exitCode() != 0) {
            throw new IOException("process " + pid + " cannot be pinned to core " + core);
        }
    }
}
