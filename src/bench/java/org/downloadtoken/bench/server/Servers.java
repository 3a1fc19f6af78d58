package org.downloadtoken.bench.server;

import java.util.ArrayList;
import java.util.List;

/** The servers that run during the whole benchmark. Closing them ends their processes. */
public final class Servers implements AutoCloseable {
    private final List<Server> servers = new ArrayList<>();

    public Server add(Server server) {
        servers.add(server);
        return server;
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }
}
