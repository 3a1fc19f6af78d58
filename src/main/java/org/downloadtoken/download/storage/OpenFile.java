package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.Function;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open file. Whoever receives it opens the source or closes the file.
 *
 * @param name the key of the file, for the log
 */
public record OpenFile(String name, FileChannel channel, FileDescription description) implements Cog.Source {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

    @Override
    public Future<Cog.Opened> open(Function<FileDescription, Selection> select) {
        try {
            Selection selection = select.apply(description);
            ByteRange range =
                    selection instanceof Selection.Part part ? part.range() : new ByteRange(0, description.size() - 1);
            if (selection == Selection.All.NOT_MODIFIED || range.length() == 0) {
                close();
                return Future.succeededFuture(new Cog.Opened(description, selection, Optional.empty()));
            }
            return Future.succeededFuture(
                    new Cog.Opened(description, selection, Optional.of(new FileTransfer(this, range))));
        } catch (RuntimeException failure) {
            close();
            return Future.failedFuture(failure);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", name, e.toString());
        }
    }
}
