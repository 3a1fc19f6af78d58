package org.downloadtoken.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import org.downloadtoken.bench.measure.Case;
import org.downloadtoken.bench.measure.CatalogCost;
import org.downloadtoken.bench.measure.CpuTarget;
import org.downloadtoken.bench.measure.HalfLoad;
import org.downloadtoken.bench.measure.IdleConnections;
import org.downloadtoken.bench.measure.LargeFile;
import org.downloadtoken.bench.measure.Overload;
import org.downloadtoken.bench.measure.Requests;
import org.downloadtoken.bench.measure.Results;
import org.downloadtoken.bench.measure.SmallHeap;
import org.downloadtoken.bench.report.Section;
import org.downloadtoken.bench.server.BenchCatalog;
import org.downloadtoken.bench.server.Jdk;
import org.downloadtoken.bench.server.Server;
import org.downloadtoken.bench.server.Servers;
import org.downloadtoken.bench.server.ServiceSettings;
import org.downloadtoken.demo.DemoSession;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.tls.TestCertificate;

/**
 * The measurements of the service and its baselines on one JDK.
 *
 * @param cases all cases, which run in turn
 */
record JdkSuite(Jdk jdk, Server service, List<Case> cases, Case hot, Case cold, Case overTls) {
    private static final Requests HOT = Requests.mint('a', 1_000);
    private static final Requests COLD = Requests.mint('a', 100_000);
    private static final Requests VERIFY = Requests.verify('a', 1_000);
    private static final TestCertificate CERTIFICATE = TestCertificate.named("127.0.0.1");

    /** Starts the servers. */
    static JdkSuite start(Jdk jdk, BenchCatalog catalog, Servers servers, Path directory) throws IOException {
        Server hello = servers.add(jdk.bareHello());
        Server query = servers.add(jdk.bareQuery(catalog));
        Server service = servers.add(jdk.service(catalog, "catalog"));
        Server small = servers.add(jdk.service(catalog, "small"));
        Server secure = servers.add(jdk.service(catalog, "catalog", CERTIFICATE.in(directory)));

        String owner = DemoSession.jwt(ServiceSettings.SECRET, DemoUser.OWNER.id(), Duration.ofHours(3));
        Requests session = Requests.mint('f', 1_000, owner);
        Case bareHello = Case.granted("BareHello", hello, HOT);
        Case bareQuery = Case.granted("BareQuery", query, COLD);
        Case bareVerify = Case.granted("BareHello, verify", hello, VERIFY);
        Case hot = Case.granted("hot", service, HOT).comparedWith(bareHello, CpuTarget.aboveBaseline(2.2));
        Case cold = Case.granted("cold", service, COLD).comparedWith(bareQuery, CpuTarget.ratio(0.85));
        Case signedIn = Case.granted("signed-in", service, session).comparedWith(bareQuery, CpuTarget.ratio(0.9));
        Case overTls = Case.granted("hot, over TLS", secure, HOT).comparedWith(hot);
        List<Case> cases = List.of(
                bareHello,
                hot,
                overTls,
                Case.granted("hot, in batches of 50", service, Requests.batch('a', 1_000, 50))
                        .comparedWith(hot, CpuTarget.micros(1)),
                bareVerify,
                Case.granted("verify", service, VERIFY).comparedWith(bareVerify, CpuTarget.ratio(1.4)),
                Case.granted("range of 16 KiB", service, Requests.ranges(1_000)),
                bareQuery,
                cold,
                Case.granted("cold, in batches of 50", service, Requests.batch('a', 100_000, 50))
                        .comparedWith(cold, CpuTarget.micros(4)),
                signedIn,
                Case.refused("unknown", service, Requests.mint('e', 100_000))
                        .comparedWith(bareQuery, CpuTarget.ratio(0.8)),
                // A million datasets may cost 1.2 times as much as 1,000. A case has one baseline, and that of
                // "signed-in" is BareQuery: so this case limits the inverse ratio.
                Case.granted("signed-in, of 1,000 datasets", small, session)
                        .comparedWith(signedIn, CpuTarget.inverseRatio(1.2)));
        return new JdkSuite(jdk, service, cases, hot, cold, overTls);
    }

    /** Measures what needs the results of the cases or a server of its own. */
    Section section(Results results, BenchCatalog catalog, Bench.Plan plan, Path directory) {
        return new Section(
                "Java " + jdk.version(),
                cases,
                List.of(
                        line("Half load", () -> HalfLoad.report(hot, results, directory)),
                        line(
                                "Memory",
                                () -> SmallHeap.report(
                                        jdk, catalog, HOT, plan.warmUpSeconds(), plan.runSeconds(), directory)),
                        line("Large file", () -> LargeFile.report(service, plan.rounds(), directory)),
                        line("Postgres", () -> CatalogCost.report(asking(), catalog, plan.runSeconds(), directory)),
                        line(
                                "Idle connections",
                                () -> IdleConnections.report(
                                        hot, SocketFactory.getDefault(), 5_000, jdk, plan.runSeconds(), directory)),
                        line(
                                "Idle connections over TLS",
                                () -> IdleConnections.report(
                                        overTls,
                                        TestCertificate.trusting(CERTIFICATE).getSocketFactory(),
                                        1_000, // a handshake takes the client longer than a connection without TLS
                                        jdk,
                                        plan.runSeconds(),
                                        directory)),
                        line("Overload", () -> Overload.report(cold, results, directory))));
    }

    /** The cases in which each request asks the catalog. */
    private List<Case> asking() {
        return cases.stream()
                .filter(measured -> measured.name().matches("cold.*|signed-in|unknown"))
                .toList();
    }

    @FunctionalInterface
    private interface Measurement {
        String report() throws IOException;
    }

    /** A failed measurement is a line of the report: the results of the long rounds before are not lost. */
    private static String line(String name, Measurement measurement) {
        try {
            return name + ": " + measurement.report();
        } catch (IOException e) {
            return name + ": failed, " + oneLine(String.valueOf(e.getMessage()));
        }
    }

    /** The output of a tool as one line. Each of thousands of clients of h2load may print the same error: it stays once. */
    private static String oneLine(String message) {
        return message.lines().map(String::strip).distinct().collect(Collectors.joining("; "));
    }
}
