package org.downloadtoken.bench.measure;

import java.util.Optional;
import org.downloadtoken.bench.server.Server;

/**
 * One measurement: a load on a server, and the case with which it is compared.
 *
 * @param granted true if every response must be a success, false if none may be
 */
public record Case(
        String name,
        Server server,
        Requests requests,
        boolean granted,
        Optional<Case> baseline,
        Optional<CpuTarget> target) {
    /** A case whose requests all succeed. */
    public static Case granted(String name, Server server, Requests requests) {
        return new Case(name, server, requests, true, Optional.empty(), Optional.empty());
    }

    /** A case whose requests are all refused. */
    public static Case refused(String name, Server server, Requests requests) {
        return new Case(name, server, requests, false, Optional.empty(), Optional.empty());
    }

    public Case comparedWith(Case other) {
        return new Case(name, server, requests, granted, Optional.of(other), target);
    }

    public Case comparedWith(Case other, CpuTarget cpuTarget) {
        return new Case(name, server, requests, granted, Optional.of(other), Optional.of(cpuTarget));
    }
}
