package org.downloadtoken.ratelimit.cluster;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.downloadtoken.ratelimit.BucketKey;
import org.downloadtoken.ratelimit.RatePolicy;

/** A cluster in memory whose clock a test sets, and whose answers it delays. The first answers come at once. */
final class FakeCluster implements ClusterBuckets, TimeMeter, EventLoops {
    private record Timer(long at, Runnable task) {}

    private final RatePolicy policy;
    private final int instances;
    private final Map<BucketKey, Bucket> buckets = new HashMap<>();
    private final List<Runnable> delayed = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private long nanos = TimeUnit.DAYS.toNanos(1);
    private boolean isSilent;
    private boolean isFailing;
    private int questions;
    private int fallbacks;

    FakeCluster(int perMinute, int instances) {
        this.policy = new RatePolicy("test", perMinute);
        this.instances = instances;
    }

    /** Another instance of the service. */
    ClusterPermits instance() {
        return new ClusterPermits(new SharedLimit(policy, this, this, this, new Fallbacks(() -> fallbacks++)));
    }

    /** From now on, answers are delayed. */
    void fallSilent() {
        isSilent = true;
    }

    /** From now on, questions fail. */
    void fail() {
        isFailing = true;
    }

    /** From now on, answers come at once. */
    void recover() {
        isSilent = false;
        isFailing = false;
    }

    /** Sends the delayed answers. */
    void answer() {
        List<Runnable> answers = List.copyOf(delayed);
        delayed.clear();
        answers.forEach(Runnable::run);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        List<Timer> due = timers.stream().filter(timer -> timer.at() <= nanos).toList();
        timers.removeAll(due);
        due.forEach(timer -> timer.task().run());
    }

    int questions() {
        return questions;
    }

    int fallbacks() {
        return fallbacks;
    }

    int timers() {
        return timers.size();
    }

    @Override
    public ClusterBucket bucket(BucketKey key) {
        Bucket bucket = buckets.computeIfAbsent(key, created -> policy.bucket(this));
        return new ClusterBucket() {
            @Override
            public CompletionStage<Taken> take(int permits) {
                questions++;
                if (isFailing) {
                    return CompletableFuture.failedFuture(new IllegalStateException("away"));
                }
                int taken = (int) bucket.tryConsumeAsMuchAsPossible(permits);
                Taken answer = new Taken(
                        taken,
                        taken == permits
                                ? 0
                                : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
                CompletableFuture<Taken> response = new CompletableFuture<>();
                if (isSilent) {
                    delayed.add(() -> response.complete(answer));
                } else {
                    response.complete(answer);
                }
                return response;
            }

            @Override
            public void giveBack(int permits) {
                bucket.addTokens(permits);
            }
        };
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public Executor current() {
        return Runnable::run;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(nanos + delay.toNanos(), task));
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
