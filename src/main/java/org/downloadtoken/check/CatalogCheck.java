package org.downloadtoken.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.downloadtoken.access.catalog.CatalogInspection;
import org.downloadtoken.access.catalog.CatalogRole;
import org.downloadtoken.config.Catalog;
import org.downloadtoken.config.PublicCache;

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
    public Future<List<Finding>> findings() {
        List<Finding> findings = new ArrayList<>();
        return inspection
                .usable()
                .onSuccess(usable -> findings.add(Finding.ok(
                        subject(),
                        catalog.authority() + "/" + catalog.database() + " answers a query over every table")))
                .compose(usable -> rights(findings))
                .compose(rights -> inspection.encrypted())
                .onSuccess(encrypted -> encryption(findings, encrypted))
                .compose(encrypted -> inspection.sessionIsShared())
                .onSuccess(shared -> {
                    if (shared) {
                        findings.add(Finding.fail(
                                subject(), "a pooler in transaction mode is between; use session mode or none"));
                    }
                })
                .compose(shared -> cache.isNotified() ? triggers(findings) : Future.succeededFuture())
                .map(checked -> findings)
                .recover(failure -> rightsAfter(failure, findings));
    }

    /** Names each table that cannot be read, where Postgres names the first one only. */
    private Future<List<Finding>> rightsAfter(Throwable failure, List<Finding> findings) {
        findings.add(Finding.fail(subject(), String.valueOf(failure.getMessage())));
        return findings.size() > 1
                ? Future.succeededFuture(findings)
                : rights(findings).map(findings).otherwise(findings);
    }

    private Future<Void> rights(List<Finding> findings) {
        Instant sent = clock.instant();
        return inspection
                .role()
                .onSuccess(role -> {
                    tables(findings, role);
                    clocks(findings, role.now(), sent);
                })
                .mapEmpty();
    }

    private void tables(List<Finding> findings, CatalogRole role) {
        role.missing()
                .forEach(table ->
                        findings.add(Finding.fail(subject(), catalog.schema() + "." + table + " does not exist")));
        role.unreadable()
                .forEach(table -> findings.add(Finding.fail(
                        subject(), role.name() + " has no right to SELECT from " + catalog.schema() + "." + table)));
        if (role.superuser()) {
            findings.add(Finding.warn(subject(), role.name() + " is a superuser; SELECT is enough"));
        } else if (!role.writable().isEmpty()) {
            findings.add(Finding.warn(
                    subject(), role.name() + " owns or may change " + role.writable() + "; SELECT is enough"));
        } else {
            findings.add(Finding.ok(subject(), role.name() + " has no right to change the tables"));
        }
        if (!role.keysIndexed() && role.missing().isEmpty()) {
            findings.add(
                    Finding.warn(subject(), "api_keys.key_hash has no index, so each API key reads the whole table"));
        }
    }

    private void clocks(List<Finding> findings, Instant theirs, Instant sent) {
        Instant received = clock.instant();
        Duration early = Duration.between(received, theirs);
        Duration late = Duration.between(theirs, sent);
        Duration difference = early.compareTo(late) > 0 ? early : late;
        if (difference.compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
            findings.add(Finding.warn(
                    subject(),
                    "the clock of Postgres differs by at least " + difference.toMillis() + " ms from this one"));
        }
    }

    private void encryption(List<Finding> findings, boolean encrypted) {
        if (encrypted) {
            findings.add(Finding.ok(subject(), "the connection is encrypted"));
        } else if (!catalog.servers().stream().allMatch(server -> Loopback.is(server.host()))) {
            findings.add(
                    Finding.warn(subject(), "the connection to another host is not encrypted; see DATABASE_SSL_MODE"));
        }
    }

    private Future<Void> triggers(List<Finding> findings) {
        return inspection
                .triggers()
                .onSuccess(state -> {
                    state.problems()
                            .forEach(problem -> findings.add(Finding.warn(
                                    subject(),
                                    problem + ", so no public dataset is cached; see conf/sql/invalidation.sql")));
                    if (state.notifyEveryChange()) {
                        findings.add(Finding.ok(subject(), "the triggers notify every change"));
                    }
                })
                .mapEmpty();
    }
}
