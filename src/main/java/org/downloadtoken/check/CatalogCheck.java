package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.downloadtoken.access.catalog.startup.CatalogInspection;
import org.downloadtoken.access.catalog.startup.CatalogRole;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.config.PublicCache;
import org.downloadtoken.encoding.HostPort;
import org.downloadtoken.encoding.Loopback;

/** Checks the catalog: connection, rights of the role, clock, triggers. */
final class CatalogCheck implements Check {
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final PublicCache cache;
    private final CatalogInspection inspection;
    private final Clock clock;

    CatalogCheck(Vertx vertx, Catalog catalog, PublicCache cache, Clock clock) {
        this.catalog = catalog;
        this.cache = cache;
        this.inspection = new CatalogInspection(vertx, catalog);
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "catalog";
    }

    @Override
    public Future<?> run(Findings findings) {
        return inspection
                .usable()
                .onSuccess(usable -> findings.ok(
                        catalog.authority() + "/" + catalog.database() + " answers a query over every table"))
                .compose(usable -> rights(findings))
                .compose(rights -> inspection.encrypted())
                .onSuccess(encrypted -> encryption(findings, encrypted))
                .compose(encrypted -> cache.isNotified() ? triggers(findings) : Future.succeededFuture())
                .recover(failure -> unreadableTables(findings, failure));
    }

    /** Adds each unreadable table: the error of Postgres names only the first. */
    private Future<Void> unreadableTables(Findings findings, Throwable failure) {
        boolean rightsAreUnknown = findings.list().isEmpty();
        findings.fail(String.valueOf(failure.getMessage()));
        return rightsAreUnknown ? rights(findings).otherwiseEmpty() : Future.succeededFuture();
    }

    private Future<Void> rights(Findings findings) {
        Instant sent = clock.instant();
        return inspection
                .role()
                .onSuccess(role -> {
                    tables(findings, role);
                    clocks(findings, role.now(), sent);
                })
                .mapEmpty();
    }

    private void tables(Findings findings, CatalogRole role) {
        role.missing().forEach(table -> findings.fail(catalog.schema() + "." + table + " does not exist"));
        role.unreadable()
                .forEach(table ->
                        findings.fail(role.name() + " has no right to SELECT from " + catalog.schema() + "." + table));
        if (role.superuser()) {
            findings.warn(role.name() + " is a superuser; SELECT is enough");
        } else if (!role.modifiable().isEmpty()) {
            findings.warn(role.name() + " owns or may change " + role.modifiable() + "; SELECT is enough");
        } else {
            findings.ok(role.name() + " has no right to change the tables");
        }
        if (!role.keysIndexed() && role.missing().isEmpty()) {
            findings.warn("api_keys.key_hash has no index, so each lookup of an API key scans the table");
        }
    }

    private void clocks(Findings findings, Instant theirs, Instant sent) {
        Duration difference = ClockDifference.atLeast(sent, theirs, clock.instant());
        if (difference.compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
            findings.warn("the clock of Postgres differs by at least " + difference.toMillis() + " ms from this one");
        }
    }

    private void encryption(Findings findings, boolean encrypted) {
        if (encrypted) {
            findings.ok("the connection is encrypted");
        } else if (!catalog.servers().stream().allMatch(CatalogCheck::isOnThisComputer)) {
            findings.warn("the connection to another host is not encrypted; see DATABASE_SSL_MODE");
        }
    }

    /** Whether the host is a loopback address or the path of a Unix domain socket. */
    private static boolean isOnThisComputer(HostPort server) {
        return Loopback.isLoopback(server.host()) || server.host().startsWith("/");
    }

    private Future<Void> triggers(Findings findings) {
        return inspection
                .triggers()
                .onSuccess(state -> {
                    state.problems()
                            .forEach(problem -> findings.warn(
                                    problem + ", so no public dataset is cached; see conf/sql/invalidation.sql"));
                    if (state.notifyEveryChange()) {
                        findings.ok("the triggers notify every change");
                    }
                })
                .mapEmpty();
    }
}
