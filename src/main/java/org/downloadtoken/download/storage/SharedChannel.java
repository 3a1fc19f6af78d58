package org.downloadtoken.download.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An open file that several downloads share. The last one closes it. */
final class SharedChannel {
    private final FileChannel channel;
    private final BasicFileAttributes attributes;
    private final Consumer<SharedChannel> retiring;
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * Shares a channel, which has one user.
     *
     * @param attributes those of the file in the channel
     * @param retiring runs when no other download may get the channel
     */
    SharedChannel(FileChannel channel, BasicFileAttributes attributes, Consumer<SharedChannel> retiring) {
        this.channel = channel;
        this.attributes = attributes;
        this.retiring = retiring;
    }

    FileChannel channel() {
        return channel;
    }

    BasicFileAttributes attributes() {
        return attributes;
    }

    /** Adds a user. Returns false if the channel is closed. */
    boolean retain() {
        return users.getAndUpdate(number -> number == 0 ? 0 : number + 1) > 0;
    }

    /** From now on no other download gets this channel. Its users keep it. */
    void retire() {
        retiring.accept(this);
    }

    /** Removes a user, and closes the channel after the last one. */
    void release() throws IOException {
        if (users.decrementAndGet() == 0) {
            retire();
            channel.close();
        }
    }
}
