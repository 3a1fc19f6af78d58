package org.downloadtoken.testing.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.program.ServiceProcess;
import org.downloadtoken.testing.program.Tool;

/** A mounted file system (FUSE) whose reads hang on demand, as those of a network file system do. */
public final class HangingFiles implements AutoCloseable {
    private final Path files;
    private final Path mountPoint;
    private final Path control;
    private final Process process;

    /** Mounts the file system below a directory. */
    public HangingFiles(Path directory) throws IOException {
        Tool.FUSEPY.require();
        this.files = Files.createDirectory(directory.resolve("files"));
        this.mountPoint = Files.createDirectory(directory.resolve("mounted"));
        this.control = directory.resolve("control");
        this.process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "src/test/python/hanging_files.py",
                        files.toString(),
                        mountPoint.toString(),
                        control.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("fuse-output").toFile())
                .start();
        Path marker = Files.createFile(files.resolve("marker"));
        for (int attempt = 0; !Files.exists(mountPoint.resolve(marker.getFileName())); attempt++) {
            if (attempt > 500 || !process.isAlive()) {
                throw new IOException("not mounted: " + Files.readString(directory.resolve("fuse-output")));
            }
            ServiceProcess.pause(20);
        }
    }

    /** The directory that shows the files. */
    public Path root() {
        return mountPoint;
    }

    /** Adds a file. Its reads can hang if its name contains "hang". */
    public void add(String name, int bytes) {
        byte[] content = new byte[bytes];
        new Random(1).nextBytes(content);
        try {
            Files.write(files.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void hang() throws IOException {
        Files.createFile(control);
    }

    /** Lets all reads return that hang. */
    public void release() throws IOException {
        Files.deleteIfExists(control);
    }

    @Override
    public void close() throws IOException {
        release();
        try {
            if (new ProcessBuilder("umount", "--lazy", mountPoint.toString())
                            .start()
                            .waitFor()
                    != 0) {
                process.destroy();
            }
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
