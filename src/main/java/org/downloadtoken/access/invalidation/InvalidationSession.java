package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import org.downloadtoken.access.catalog.InvalidationQuery;

/**
 * A connection that listens and a second one for the heartbeats. Both are opened and closed together.
 */
public record InvalidationSession(Pool listeners, SqlClient heartbeatClient, Heartbeats heartbeats) {
    /** Starts to listen. Calls {@code lost} when the listening connection closes. */
    Future<Void> listen(Handler<PgNotification> receive, Runnable lost) {
        return listeners.getConnection().compose(connection -> {
            PgConnection opened = PgConnection.cast(connection);
            opened.notificationHandler(receive).closeHandler(closed -> lost.run());
            return InvalidationQuery.listen(opened);
        });
    }

    /** Closes both connections without waiting for the server, which may be frozen. */
    Future<Void> close() {
        heartbeats.end();
        return Future.join(listeners.close(), heartbeatClient.close()).mapEmpty();
    }
}
