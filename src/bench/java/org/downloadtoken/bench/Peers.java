package org.downloadtoken.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.bench.measure.Case;
import org.downloadtoken.bench.measure.Requests;
import org.downloadtoken.bench.report.Section;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Peer;
import org.downloadtoken.bench.server.Server;
import org.downloadtoken.bench.server.Servers;

/**
 * Other servers that mint a signed, short-lived JWT for a request. They ask no catalog.
 *
 * @param skipped a line for each peer that cannot run here
 */
record Peers(List<Case> cases, List<String> skipped) {
    /** Starts those that are installed. A peer that does not start does not end the benchmark, since it is only a reference. */
    static Peers start(Jdk jdk, Case hot, Servers servers) {
        Peers peers = new Peers(new ArrayList<>(), new ArrayList<>());
        for (Peer peer : Peer.values()) {
            try {
                peers.add(peer, jdk, hot, servers);
            } catch (IOException e) {
                peers.skipped.add("Skipped " + peer.title() + ": " + e.getMessage());
            }
        }
        peers.skipped.forEach(System.out::println);
        return peers;
    }

    private void add(Peer peer, Jdk jdk, Case hot, Servers servers) throws IOException {
        if (!peer.isInstalled()) {
            skipped.add("Skipped " + peer.title() + ": to compare with it, " + peer.installation());
            return;
        }
        Server server = servers.add(peer.start(jdk));
        cases.add(Case.granted(peer.title(), server, requests(peer)).comparedWith(hot));
    }

    private static Requests requests(Peer peer) {
        return switch (peer) {
            case FASTAPI -> Requests.mint('a', 1_000);
            case SPRING -> Requests.clientCredentials();
        };
    }

    Section section() {
        return new Section("Peers", cases, skipped);
    }
}
