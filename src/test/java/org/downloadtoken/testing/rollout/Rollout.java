package org.downloadtoken.testing.rollout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.testing.program.ServiceProcess;

/**
 * Runs instances as Kubernetes runs the pods of a deployment, and replaces all of them one by one: it starts a new pod, and
 * deletes an old one as soon as the new one is ready.
 */
public final class Rollout implements AutoCloseable {
    /** How late a node learns that a pod is deleted. Most do within a second. */
    private static final long ENDPOINT_DELAY_MS = 2_000;

    private final Path directory;
    private final Map<String, String> settings;
    private final PodTimings timings;
    private final EndpointBalancer balancer = new EndpointBalancer(ENDPOINT_DELAY_MS);
    private final ExecutorService kubelet = Executors.newCachedThreadPool();
    private final List<ServiceProcess> pods = new ArrayList<>();

    /** Starts the pods and waits until they are ready. */
    public Rollout(Path directory, Map<String, String> settings, PodTimings timings) {
        this.directory = directory;
        this.settings = new HashMap<>(settings);
        this.settings.put("DRAIN_SECONDS", String.valueOf(timings.drain()));
        this.timings = timings;
        for (int i = 0; i < timings.replicas(); i++) {
            startPod();
        }
    }

    /** The port of the service for clients. */
    public int port() {
        return balancer.port();
    }

    /** Replaces each pod, and waits until the old ones have ended. */
    public void replaceAll() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (ServiceProcess old : List.copyOf(pods)) {
            startPod();
            pods.remove(old);
            balancer.remove(old.port());
            ends.add(CompletableFuture.runAsync(() -> stop(old), kubelet));
        }
        ends.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        balancer.close();
        pods.forEach(ServiceProcess::close);
        kubelet.shutdownNow();
    }

    private void startPod() {
        long begun = System.nanoTime();
        ServiceProcess pod = new ServiceProcess(directory, settings); // waits until it is ready
        long periodMillis = TimeUnit.SECONDS.toMillis(timings.readinessPeriod());
        long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        ServiceProcess.pause(periodMillis - age % periodMillis); // until the next probe
        pods.add(pod);
        balancer.add(pod.port());
    }

    private void stop(ServiceProcess pod) {
        ServiceProcess.pause(TimeUnit.SECONDS.toMillis(timings.preStop()));
        pod.terminate();
        try {
            boolean ended = pod.process().waitFor(timings.grace() - timings.preStop(), TimeUnit.SECONDS);
            if (!ended || pod.process().exitValue() != 0) {
                throw new IllegalStateException("the pod did not end by itself: " + pod.output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pod.close();
        }
    }
}
