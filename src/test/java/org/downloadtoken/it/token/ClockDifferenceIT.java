package org.downloadtoken.it.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hosts share the secret, but their clocks differ. */
class ClockDifferenceIT {
    private static final int ATTEMPTS = 200;
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final Map<String, String> SETTINGS =
            Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "CLOCK_LEEWAY_SECONDS", "5");

    private final DownloadTokenService exact = RunningService.start(SETTINGS);
    private DownloadTokenService slow = exact;

    @AfterEach
    void stop() {
        RunningService.stop(exact);
        RunningService.stop(slow);
    }

    @ParameterizedTest
    @CsvSource({"400, 200", "4000, 200", "60000, 0"})
    void freshSessionsAreAcceptedWithinTheLeeway(long millisBehind, int accepted) {
        slow = startBehind(millisBehind);
        ApiClient client = new ApiClient(slow.port());

        long granted = IntStream.range(0, ATTEMPTS)
                .filter(attempt ->
                        client.mintAs(freshSession(), DemoDataset.INTERNAL.id()).status() == 200)
                .count();

        assertEquals(accepted, granted);
    }

    @ParameterizedTest
    @CsvSource({"400, 200", "4000, 200", "60000, 0"})
    void freshTokensOfAnotherInstanceAreAcceptedWithinTheLeeway(long millisBehind, int accepted) {
        slow = startBehind(millisBehind);
        ApiClient minting = new ApiClient(exact.port());
        ApiClient downloading = new ApiClient(slow.port());

        long granted = IntStream.range(0, ATTEMPTS)
                .filter(attempt ->
                        downloading.download(PUBLIC, minting.token(PUBLIC)).status() == 200)
                .count();

        assertEquals(accepted, granted);
    }

    private static DownloadTokenService startBehind(long millis) {
        return RunningService.start(SETTINGS, Clock.offset(Clock.systemUTC(), Duration.ofMillis(-millis)));
    }

    private static String freshSession() {
        return Tokens.session(claims -> claims.issueTime(Date.from(Instant.now())));
    }
}
