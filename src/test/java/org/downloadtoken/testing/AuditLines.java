package org.downloadtoken.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Reads the audit log of a service with {@code AUDIT_LOG=on}. Register it as a field that is not static. */
public final class AuditLines extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private static final int TIMEOUT_SECONDS = 10;

    private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private @Nullable Level level;

    @Override
    public void beforeEach(ExtensionContext test) {
        level = logger.getLevel();
        logger.setLevel(Level.INFO);
        start();
        logger.addAppender(this);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.detachAppender(this);
        logger.setLevel(level);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    /** The lines until now. A refused mint request marks the end, since the lines have the order of the requests. */
    public List<String> until(ApiClient client) throws InterruptedException {
        UUID mark = UUID.randomUUID();
        client.mint(mark);
        List<String> read = new ArrayList<>();
        while (true) {
            String line = lines.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the end is missing after " + read);
            }
            if (line.contains(mark.toString())) {
                return read;
            }
            read.add(line);
        }
    }

    /** The events of one kind until now. */
    public List<JsonObject> events(String kind, ApiClient client) throws InterruptedException {
        return until(client).stream()
                .map(JsonObject::new)
                .filter(event -> event.getString("event").equals(kind))
                .toList();
    }

    /** The only event of one kind until now. */
    public JsonObject event(String kind, ApiClient client) throws InterruptedException {
        List<JsonObject> events = events(kind, client);
        if (events.size() != 1) {
            throw new AssertionError("expected one event, but there are " + events);
        }
        return events.get(0);
    }
}
