package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;
import org.jspecify.annotations.Nullable;

/**
 * A file below the root directory. It is opened, and its first bytes are read, in one call on a worker thread.
 *
 * @param file opens the file
 */
record FileSource(FileCalls calls, Callable<OpenFile> file) implements Cog.Source {
    @Override
    public Future<Cog.Opened> open(Function<FileDescription, Selection> select) {
        Opening opening = new Opening(select);
        return calls.call(opening::open, opening::close);
    }

    private final class Opening {
        private final Function<FileDescription, Selection> select;
        private @Nullable FileTransfer transfer;

        Opening(Function<FileDescription, Selection> select) {
            this.select = select;
        }

        Cog.Opened open() throws Exception {
            OpenFile open = file.call();
            try {
                FileDescription description = open.description();
                Selection selection = select.apply(description);
                ByteRange range = selection instanceof Selection.Part part
                        ? part.range()
                        : new ByteRange(0, description.size() - 1);
                if (selection == Selection.All.NOT_MODIFIED || range.length() == 0) {
                    open.close();
                    return new Cog.Opened(description, selection, Optional.empty());
                }
                transfer = new FileTransfer(calls, open, range);
                return new Cog.Opened(description, selection, Optional.of(transfer.read()));
            } catch (Throwable e) {
                open.close();
                throw e;
            }
        }

        void close() {
            if (transfer != null) {
                transfer.close();
            }
        }
    }
}
