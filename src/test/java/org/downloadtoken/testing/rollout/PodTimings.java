package org.downloadtoken.testing.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.stream.Stream;
import org.downloadtoken.testing.helm.Manifests;

/**
 * When the pods of a chart become ready and when they stop, in seconds.
 *
 * @param preStop how long a deleted pod runs on before its signal
 * @param drain the setting DRAIN_SECONDS
 * @param grace how long a deleted pod may take to end, with preStop
 * @param replicas the number of pods that clients always have
 */
public record PodTimings(long preStop, long drain, long grace, int readinessPeriod, int replicas) {
    /** The timings of the rendered manifests. */
    public static PodTimings of(Manifests manifests) {
        Deployment deployment = manifests.one(Deployment.class);
        var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
        if (rolling.getMaxSurge().getIntVal() != 1
                || rolling.getMaxUnavailable().getIntVal() != 0) {
            throw new AssertionError("the pods are not replaced one by one: " + rolling);
        }
        PodSpec pod = manifests.pod();
        Container container = pod.getContainers().get(0);
        Probe readiness = container.getReadinessProbe();
        return new PodTimings(
                Stream.ofNullable(container.getLifecycle())
                        .mapToLong(
                                lifecycle -> lifecycle.getPreStop().getSleep().getSeconds())
                        .sum(),
                container.getEnv().stream()
                        .filter(variable -> variable.getName().equals("DRAIN_SECONDS"))
                        .map(EnvVar::getValue)
                        .mapToLong(Long::parseLong)
                        .sum(),
                pod.getTerminationGracePeriodSeconds(),
                readiness.getPeriodSeconds(),
                deployment.getSpec().getReplicas());
    }

    /** The same timings with another stop, to see requests fail. */
    public PodTimings withStop(long otherPreStop, long otherDrain) {
        return new PodTimings(otherPreStop, otherDrain, grace, readinessPeriod, replicas);
    }
}
