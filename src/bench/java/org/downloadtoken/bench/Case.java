package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is measured: a load on a server, and the case that it is compared with.
 *
 * @param ids how many datasets are asked for in turn
 * @param bar the ratio to the baseline, in CPU time a request, that it must not pass
 */
record Case(
        String name,
        Server server,
        char kind,
        int ids,
        Optional<String> bearer,
        boolean granted,
        Optional<Case> baseline,
        double bar) {

    static Case baseline(String name, Server server, char kind, int ids) {
        return new Case(name, server, kind, ids, Optional.empty(), true, Optional.empty(), 1);
    }

    /** The script by which wrk asks: all requests are made beforehand, so that the load costs little itself. */
    Path script(Path directory) throws IOException {
        String lua =
                """
                local requests = {}
                local next = 0
                init = function(args)
                  %s
                  for i = 1, %d do
                    local id = string.format("%s", i)
                    requests[i] = wrk.format("POST", "/api/auth/download-token/" .. id)
                  end
                end
                request = function()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """
                        .formatted(
                                bearer.map(jwt -> "wrk.headers[\"Authorization\"] = \"Bearer " + jwt + "\"")
                                        .orElse(""),
                                ids,
                                BenchCatalog.idFormat(kind));
        return Files.writeString(directory.resolve(name.replaceAll("\\W+", "-") + ".lua"), lua);
    }
}
