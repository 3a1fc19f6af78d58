package org.downloadtoken.watch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Whether previous contents of files stay in use, because the files have a problem. Thread-safe. */
public final class StaleState {
    private final Logger log;
    private final String contents;
    private final Consumer<Boolean> metric;
    private @Nullable String loggedProblem;

    /**
     * Creates the state of files without a problem.
     *
     * @param contents what the files hold, for the log
     * @param metric receives the state whenever the files are read
     */
    public StaleState(Logger log, String contents, Consumer<Boolean> metric) {
        this.log = log;
        this.contents = contents;
        this.metric = metric;
    }

    /** The contents cannot be replaced. Logs one line per problem, not per read. Returns whether it is another problem than before. */
    public synchronized boolean keep(String problem) {
        metric.accept(true);
        if (problem.equals(loggedProblem)) {
            return false;
        }
        loggedProblem = problem;
        log.warn("The previous {} stays in use: {}", contents, problem);
        return true;
    }

    /** The message of an unexpected failure could quote a key, so this logs its class only. */
    public boolean keep(Throwable failure) {
        return keep("an unexpected " + failure.getClass().getSimpleName());
    }

    /** Says the same of a read that takes too long. */
    public boolean keepSinceReadHangs() {
        return keep("it cannot be read, because the disk does not answer");
    }

    /** The contents of the files are in use. */
    public synchronized void solved() {
        loggedProblem = null;
        metric.accept(false);
    }
}
