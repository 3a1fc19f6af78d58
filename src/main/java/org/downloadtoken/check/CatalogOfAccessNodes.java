package org.downloadtoken.check;

import io.vertx.core.Future;

/** What an edge reports instead of {@link CatalogCheck}: it has no access to the catalog. */
record CatalogOfAccessNodes() implements Check {
    @Override
    public String subject() {
        return "catalog";
    }

    @Override
    public Future<?> run(Findings findings) {
        findings.ok("not checked, because an edge does not read it; run the command where CLUSTER_ROLES is access");
        return Future.succeededFuture();
    }
}
