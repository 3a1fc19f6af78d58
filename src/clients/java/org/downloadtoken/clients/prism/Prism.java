package org.downloadtoken.clients.prism;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.downloadtoken.clients.NpmPackages;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.program.Daemon;

/**
 * Prism as a proxy before a service. With the option {@code --errors}, it answers a request or response that violates the
 * contract with a problem of its own. Two defects of Prism are corrected by {@code prism-fetch.cjs}.
 */
final class Prism implements AutoCloseable {
    private static final Path FETCH = Path.of("src/clients/npm/prism-fetch.cjs").toAbsolutePath();

    private final Daemon daemon;

    private Prism(Daemon daemon) {
        this.daemon = daemon;
    }

    /**
     * Starts Prism.
     *
     * @param upstream the URL of the service, with the base path
     * @param log the file of its output
     * @param options additional options of the command {@code prism proxy}
     */
    static Prism start(Path contract, String upstream, Path log, String... options) {
        int port = Daemon.freePort();
        List<String> command = new ArrayList<>(List.of(
                NpmPackages.command("prism"), "proxy", "--errors", "--cors=false", "--port", String.valueOf(port)));
        command.addAll(List.of(options));
        command.addAll(List.of(contract.toString(), upstream));
        Map<String, String> environment =
                Map.of("NODE_OPTIONS", "--max-http-header-size=32768 --require \"" + FETCH + "\"");
        return new Prism(Daemon.start(port, log, environment, command.toArray(String[]::new)));
    }

    ApiResponse send(ContractRequest request) {
        return request.send(daemon.port(), "");
    }

    @Override
    public void close() {
        daemon.close();
    }
}
