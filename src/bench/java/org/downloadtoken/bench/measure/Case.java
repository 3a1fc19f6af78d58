package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.downloadtoken.bench.server.Server;

/**
 * One measurement: a load on a server, and the case with which it is compared.
 *
 * @param granted true if every response must be a success, false if none may be
 */
public record Case(
        String name, Server server, Requests requests, boolean granted, Optional<Case> baseline, Optional<CpuBar> bar) {
    /** A case whose requests all succeed. */
    public static Case granted(String name, Server server, Requests requests) {
        return new Case(name, server, requests, true, Optional.empty(), Optional.empty());
    }

    /** A case whose requests are all refused. */
    public static Case refused(String name, Server server, Requests requests) {
        return new Case(name, server, requests, false, Optional.empty(), Optional.empty());
    }

    public Case comparedWith(Case other) {
        return new Case(name, server, requests, granted, Optional.of(other), bar);
    }

    public Case comparedWith(Case other, CpuBar limit) {
        return new Case(name, server, requests, granted, Optional.of(other), Optional.of(limit));
    }

    /** Writes the wrk script. It creates all requests before the load starts, so the load itself needs little CPU. */
    Path script(Path directory) throws IOException {
        String lua = """
                local requests = {}
                local next = 0
                init = function(args)
                  %s
                  for i = 1, %d do
                    requests[i] = %s
                  end
                end
                request = function()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """.formatted(requests.preparation(), requests.ids() / requests.perRequest(), requests.lua());
        return Files.writeString(directory.resolve(name.replaceAll("\\W+", "-") + ".lua"), lua);
    }
}
