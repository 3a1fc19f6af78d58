package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.Setting;

/** The configuration of one instance. Each record configures one part of the service. */
public record ServiceConfig(
        Cluster cluster,
        Http http,
        Tls tls,
        Management management,
        Catalog catalog,
        Tokens tokens,
        Sessions sessions,
        PublicCache publicCache,
        Downloads downloads,
        ForwardAuth forwardAuth,
        ClientLimits limits,
        Log log) {
    /** All settings. */
    public static final List<Setting> SETTINGS = Stream.of(
                    Cluster.SETTINGS,
                    Http.SETTINGS,
                    Tls.SETTINGS,
                    Management.SETTINGS,
                    Catalog.SETTINGS,
                    Tokens.SETTINGS,
                    Sessions.SETTINGS,
                    PublicCache.SETTINGS,
                    Downloads.SETTINGS,
                    ForwardAuth.SETTINGS,
                    ClientLimits.SETTINGS,
                    Log.SETTINGS)
            .flatMap(List::stream)
            .toList();

    public ServiceConfig {
        if (cluster.isEdge() && (tokens.keys().isEmpty() || !sessions.isForeign())) {
            tokens.requireSecret();
        }
        if (limits.scope() == ClientLimits.Scope.CLUSTER && cluster.membership().isEmpty()) {
            throw new ConfigException(ClientLimits.SCOPE.name() + "=cluster needs a cluster: set "
                    + Discovery.MEMBERS.name() + " or " + Discovery.KUBERNETES_SERVICE.name());
        }
        // Vert.x lets two servers share a port, and then every second public request would reach the management server.
        if (http.port() != 0 && http.port() == management.port()) {
            throw new ConfigException(
                    Management.PORT.name() + " must differ from " + Http.PORT.name() + ", but both are " + http.port());
        }
    }

    /** Whether keys other than the secret that the catalog shares may sign tokens or sessions. */
    public boolean mayUseKeyPairs() {
        return tokens.keys().isPresent() || sessions.isForeign();
    }

    /**
     * Reads every setting from its text, by its name.
     *
     * @throws ConfigException if a setting is missing or invalid
     */
    public static ServiceConfig from(Map<String, String> values) {
        Cluster cluster = Cluster.from(values);
        if (cluster.isEdgeOnly()) {
            refuseOnEdge(values);
        }
        Http http = Http.from(values);
        return new ServiceConfig(
                cluster,
                http,
                Tls.from(values),
                Management.from(values),
                Catalog.from(values),
                Tokens.from(values),
                Sessions.from(values),
                PublicCache.from(values),
                Downloads.from(values),
                ForwardAuth.from(values, http.basePath()),
                ClientLimits.from(values),
                Log.from(values));
    }

    /** An edge has no credentials of the catalog, and the access nodes decide who may download. */
    private static void refuseOnEdge(Map<String, String> values) {
        Stream.concat(Catalog.SETTINGS.stream(), Stream.of(Downloads.ROLES))
                .filter(setting -> values.containsKey(setting.name()))
                .findFirst()
                .ifPresent(setting -> {
                    throw new ConfigException(setting.name() + " must not be set with " + Cluster.ROLES.name()
                            + "=edge; set it at the access nodes");
                });
    }
}
