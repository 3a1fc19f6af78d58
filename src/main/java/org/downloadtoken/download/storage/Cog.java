package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.Function;
import org.downloadtoken.representation.FileVersion;
import org.downloadtoken.representation.Selection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file for download, as far as this service has it. */
public sealed interface Cog {
    /** The media type of a Cloud-Optimized GeoTIFF. */
    String MEDIA_TYPE = "image/tiff; application=geotiff; profile=cloud-optimized";

    /** A URL where it is. */
    record Elsewhere(String location) implements Cog {}

    /**
     * All but its bytes.
     *
     * @param size in bytes
     */
    record Description(long size, FileVersion version) implements Cog {}

    /** Another server sends its bytes while they are passed on. */
    non-sealed interface Streamed extends Cog {
        /**
         * Opens what a request gets of the file. The description, the selection and the bytes are of one version of it.
         * Fails as {@link CogStorage} and {@link Selection#of} do.
         */
        Future<Opened> open(Function<Description, Selection> select);
    }

    /**
     * A part of one version of a streamed file.
     *
     * @param transfer empty if there are no bytes to send
     */
    record Opened(Description description, Selection selection, Optional<Transfer> transfer) {}

    /** The bytes on their way; whoever is given it calls one of its methods. */
    interface Transfer {
        /**
         * Sends the bytes after the head of the response, and ends it. Fails with {@link StorageUnavailable}, after
         * closing the connection, if the other server breaks off or stalls.
         */
        Future<Void> to(HttpServerResponse response);

        void cancel();
    }

    /** Its bytes too; who is given it closes it. */
    record OpenFile(FileChannel channel, Description description) implements Cog {
        private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("A file could not be closed: {}", e.toString());
            }
        }
    }
}
