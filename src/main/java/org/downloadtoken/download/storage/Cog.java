package org.downloadtoken.download.storage;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Function;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.representation.FileDescription;
import org.downloadtoken.representation.Selection;

/** A Cloud-Optimized GeoTIFF as the storage offers it. */
public sealed interface Cog {
    /** The media type of a Cloud-Optimized GeoTIFF. */
    String MEDIA_TYPE = "image/tiff; application=geotiff; profile=cloud-optimized";

    /** The URL of the file on another host. */
    record Redirect(String location) implements Cog {}

    /** The description of the file, without its bytes. */
    record Described(FileDescription description) implements Cog {}

    /** A file whose bytes this service sends. Whoever receives a source opens it. */
    non-sealed interface Source extends Cog {
        /**
         * Opens the part that a request receives. Description, selection and bytes belong to one version of the file. Fails
         * like {@link CogStorage} and {@link Selection#of}.
         */
        Future<Opened> open(Function<FileDescription, Selection> select);
    }

    /**
     * The selected part of one version of a file.
     *
     * @param transfer empty if there are no bytes to send
     */
    record Opened(FileDescription description, Selection selection, Optional<Transfer> transfer) {}

    /** The bytes of the selected part. Whoever receives a transfer calls one of its methods. */
    interface Transfer {
        /** The number of bytes. */
        long length();

        /**
         * Sets Content-Length, sends the bytes and ends the response. Completes after the last byte. Fails with {@link
         * Failure#STORAGE_UNAVAILABLE} if the storage fails or stalls, and with another exception if the client leaves. The
         * caller then closes the connection.
         */
        Future<Void> to(HttpServerResponse response);

        void cancel();
    }
}
