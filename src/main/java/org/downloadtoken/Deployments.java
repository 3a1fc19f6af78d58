package org.downloadtoken;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** Deploys the verticles of an instance, and undeploys them in the reverse order. */
final class Deployments {
    private final Vertx vertx;

    /** The ids of the deployments, the latest first. */
    private final Deque<String> ids = new ConcurrentLinkedDeque<>();

    Deployments(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<Void> deploy(Deployable verticle) {
        return vertx.deployVerticle(verticle).onSuccess(ids::push).mapEmpty();
    }

    Future<Void> deploy(Optional<? extends Deployable> verticle) {
        return verticle.<Future<Void>>map(this::deploy).orElseGet(Future::succeededFuture);
    }

    Future<Void> deploy(Supplier<? extends Deployable> verticles, int instances) {
        return vertx.deployVerticle(verticles, new DeploymentOptions().setInstances(instances))
                .onSuccess(ids::push)
                .mapEmpty();
    }

    /** Undeploys one deployment after the other once a future has completed. A failure does not stop the sequence. */
    Future<Void> undeployAfter(Future<Void> pause) {
        Future<Void> undeployed = pause;
        for (String id : List.copyOf(ids)) {
            undeployed = undeployed.eventually(() -> vertx.undeploy(id));
        }
        return undeployed.otherwiseEmpty();
    }
}
