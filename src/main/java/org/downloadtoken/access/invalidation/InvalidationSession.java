package org.downloadtoken.access.invalidation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import org.downloadtoken.access.catalog.InvalidationQuery;

/**
 * One connection that listens, and another for the heartbeats, as a pooler may tie both to one server process. They live and
 * end together.
 */
public record InvalidationSession(Pool listeners, SqlClient heartbeatClient, Heartbeats heartbeats) {
    /** Begins to listen; tells when that connection is lost. */
    Future<Void> listen(Handler<PgNotification> receive, Runnable lost) {
        return listeners.getConnection().compose(connection -> {
            PgConnection opened = PgConnection.cast(connection);
            opened.notificationHandler(receive).closeHandler(closed -> lost.run());
            return InvalidationQuery.listen(opened);
        });
    }

    /** Closes both connections, without waiting for a server that is frozen. */
    Future<Void> close() {
        heartbeats.end();
        return Future.join(listeners.close(), heartbeatClient.close()).mapEmpty();
    }
}
