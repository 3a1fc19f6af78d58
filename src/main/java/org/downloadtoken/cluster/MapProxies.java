package org.downloadtoken.cluster;

import com.hazelcast.map.IMap;
import io.github.bucket4j.distributed.proxy.AbstractProxyManager;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.serialization.InternalSerializationHelper;
import io.github.bucket4j.grid.hazelcast.HazelcastEntryProcessor;
import java.util.concurrent.CompletableFuture;
import org.downloadtoken.ratelimit.cluster.EventLoops;

/**
 * Sends the commands of Bucket4j to a map of Hazelcast. Bucket4j has such a class itself. But that chains its steps with {@code
 * thenApply}, which Hazelcast runs elsewhere: in the common pool, or on a machine with one or two processors in a new thread for
 * each step. Here the steps run on the event loop of the caller. They must not run on the thread that received the answer: Hazelcast
 * lets some of its threads send no further command.
 */
final class MapProxies extends AbstractProxyManager<String> {
    private final IMap<String, byte[]> map;
    private final EventLoops loops;

    MapProxies(IMap<String, byte[]> map, ClusterTime time, EventLoops loops) {
        super(ClientSideConfig.getDefault().withClientClock(time));
        this.map = map;
        this.loops = loops;
    }

    @Override
    protected <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
        CompletableFuture<CommandResult<T>> result = new CompletableFuture<>();
        var unused = map.<byte[]>submitToKey(key, new HazelcastEntryProcessor<>(request))
                .whenCompleteAsync(
                        (bytes, failure) -> {
                            if (failure == null) {
                                complete(result, bytes, request);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        },
                        loops.current());
        return result;
    }

    private static <T> void complete(CompletableFuture<CommandResult<T>> result, byte[] bytes, Request<T> request) {
        try {
            result.complete(
                    InternalSerializationHelper.deserializeResult(bytes, request.getBackwardCompatibilityVersion()));
        } catch (RuntimeException unreadable) { // such as an error that another version has sent
            result.completeExceptionally(unreadable);
        }
    }

    @Override
    public boolean isAsyncModeSupported() {
        return true;
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
        return false;
    }

    @Override
    protected <T> CommandResult<T> execute(String key, Request<T> request) {
        throw blocking();
    }

    @Override
    public void removeProxy(String key) {
        throw blocking();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException("buckets expire");
    }

    private static UnsupportedOperationException blocking() {
        return new UnsupportedOperationException("it would block an event loop");
    }
}
