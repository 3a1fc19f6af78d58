package org.downloadtoken.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The CPU time of processes, as Linux counts it, in microseconds. */
final class ProcessCpu {
    private static final double MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux

    /** The fields of /proc/PID/stat after the name, from "state" on: user and system time, and those of ended children. */
    private static final int USER = 11;

    private ProcessCpu() {}

    static double micros(long pid) throws IOException {
        return micros(pid, 2);
    }

    /** The time of a process and of all its children, also of those that have ended. */
    static double microsWithChildren(long pid) throws IOException {
        double micros = micros(pid, 4);
        for (ProcessHandle child :
                ProcessHandle.of(pid).orElseThrow().children().toList()) {
            try {
                micros += micros(child.pid());
            } catch (NoSuchFileException ended) {
                // From now on its time is that of an ended child.
            }
        }
        return micros;
    }

    private static double micros(long pid, int fields) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int field = USER; field < USER + fields; field++) {
            ticks += Long.parseLong(values[field]);
        }
        return ticks * MICROS_PER_TICK;
    }
}
