package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.download.storage.Cog;
import org.downloadtoken.representation.ByteRange;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;

/**
 * An object whose bytes this service sends. HEAD returns the version, on which the conditions of the request are evaluated. A
 * conditional GET then returns bytes of that version. If the object was replaced in between, both steps are repeated.
 */
record StreamedObject(Vertx vertx, S3Store store, ObjectKey key, RasterAsset asset) implements Cog.Source {
    private static final int ATTEMPTS = 3;

    @Override
    public Future<Cog.Opened> open(Function<FileDescription, Selection> select) {
        return open(select, ATTEMPTS);
    }

    private Future<Cog.Opened> open(Function<FileDescription, Selection> select, int attempts) {
        return store.head(key.value()).compose(version -> open(version, select)).recover(failure -> {
            if (!(failure instanceof ObjectReplaced)) {
                return Future.failedFuture(failure);
            }
            return attempts > 1
                    ? open(select, attempts - 1)
                    : Future.failedFuture(store.unavailable(key.value(), failure));
        });
    }

    private Future<Cog.Opened> open(ObjectVersion version, Function<FileDescription, Selection> select) {
        FileDescription description = version.description(asset);
        Selection selection = select.apply(description);
        if (selection == Selection.All.NOT_MODIFIED || version.size() == 0) {
            return Future.succeededFuture(new Cog.Opened(description, selection, Optional.empty()));
        }
        Optional<ByteRange> range =
                selection instanceof Selection.Part part ? Optional.of(part.range()) : Optional.empty();
        return store.get(key.value(), version, range)
                .map(bytes -> new Cog.Opened(
                        description,
                        selection,
                        Optional.of(new ObjectTransfer(
                                vertx,
                                bytes,
                                range.map(ByteRange::length).orElse(version.size()),
                                failure -> store.unavailable(key.value(), failure)))));
    }
}
