package org.downloadtoken.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sockets that listen on a port, of any process.
 *
 * @param names as in the directory of a process's open files, such as "socket:[12345]"
 */
record ListeningSockets(Set<String> names) {
    private static final String LISTEN = "0A"; // TCP_LISTEN of the kernel

    static ListeningSockets on(int port) throws IOException {
        Set<String> names = new HashSet<>();
        String suffix = ":%04X".formatted(port);
        for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            if (!Files.exists(table)) {
                continue; // a kernel without IPv6
            }
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+"); // number, local address, remote address, state, …, inode
                if (fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
                    names.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return new ListeningSockets(names);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether one process has all of them open. */
    boolean belongTo(long pid) throws IOException {
        Set<String> others = new HashSet<>(names);
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path file : files.toList()) {
                others.remove(target(file));
            }
        } catch (NoSuchFileException ended) {
            return false;
        }
        return others.isEmpty();
    }

    private static String target(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }
}
