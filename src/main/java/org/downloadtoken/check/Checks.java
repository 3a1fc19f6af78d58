package org.downloadtoken.check;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.downloadtoken.config.ServiceConfig;

/** Chooses the checks of an instance by its role. */
final class Checks {
    private Checks() {}

    /** The checks in the order of their lines. Only an edge has files, keys and clients. */
    static List<Check> of(Vertx vertx, ServiceConfig config, Clock clock) {
        Check catalog = config.cluster().isAccess()
                ? new CatalogCheck(vertx, config.catalog(), config.publicCache(), clock)
                : new CatalogOfAccessNodes();
        TlsCheck tls = new TlsCheck(vertx, config.tls(), clock); // the management port may use it too
        ClusterCheck cluster = new ClusterCheck(vertx, config.cluster(), clock);
        return config.cluster().isEdge()
                ? List.of(
                        catalog,
                        new StorageCheck(vertx, config.downloads(), clock),
                        new KeysCheck(vertx, config),
                        tls,
                        cluster,
                        new ClientsCheck(config.limits()))
                : List.of(catalog, tls, cluster);
    }
}
