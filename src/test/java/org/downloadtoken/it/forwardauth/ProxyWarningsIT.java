package org.downloadtoken.it.forwardauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;
import org.downloadtoken.DownloadTokenService;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.forwardauth.ForwardedRequestReader;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.CapturedLog;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that an operator learns why the service rejects the requests of a proxy. Each test has a header of its own. */
class ProxyWarningsIT {
    private static final String DOWNLOAD = ApiClient.download(DemoDataset.PUBLIC.id());

    @RegisterExtension
    final CapturedLog log = new CapturedLog(ForwardedRequestReader.class);

    @Test
    void missingHeaderIsNamedWithTheOneThatCame() {
        verify("X-Test-Other", 1, "X-Forwarded-Uri", DOWNLOAD + "?token=secret");

        assertWarned("in X-Test-Other (FORWARD_AUTH_URI_HEADER), but the request has X-Forwarded-Uri");
    }

    @Test
    void missingHeaderIsNamedIfNoneCame() {
        verify("X-Test-None", 1, "X-Something", "secret");

        assertWarned("in X-Test-None (FORWARD_AUTH_URI_HEADER), but the request has no header with a URI");
    }

    @Test
    void emptyHeaderIsNamed() {
        verify("X-Test-Empty", 1, "X-Test-Empty", "");

        assertWarned("in X-Test-Empty (FORWARD_AUTH_URI_HEADER), but it is empty");
    }

    @Test
    void repeatedHeaderIsNamed() {
        verify("X-Test-Twice", 1, "X-Test-Twice", DOWNLOAD + "?token=secret", "X-Test-Twice", "/secret");

        assertWarned("in X-Test-Twice (FORWARD_AUTH_URI_HEADER), but the request has it 2 times");
    }

    @Test
    void secondHeaderIsNamed() {
        verify("X-Test-Second", 1, "X-Test-Second", DOWNLOAD + "?token=secret", "X-Rewrite-URL", "/secret");

        assertWarned("in X-Test-Second (FORWARD_AUTH_URI_HEADER), but the request also has X-Rewrite-URL,");
    }

    @Test
    void settingOfThePathIsNamedIfThePathIsAnother() {
        verify("X-Test-Path", 1, "X-Test-Path", "/secret/x.tif?token=secret");

        assertWarned("does not match FORWARD_AUTH_PATHS (/api/datasets/{dataset_id}/download/cog, ");
    }

    @Test
    void uriThatIsNoPathIsNamed() {
        verify("X-Test-Form", 1, "X-Test-Form", "ftp://secret" + DOWNLOAD + "?token=secret");

        assertWarned("but it is neither a path nor a well-formed http or https URI");
    }

    @Test
    void manyRequestsOfAClientCauseOneWarning() {
        verify("X-Test-Many", 100, "X-Test-Many", "/secret?token=secret");

        assertWarned("X-Test-Many");
    }

    @Test
    void requestsThatDifferOnlyInTheNumberOfHeadersCauseOneWarning() {
        verify("X-Test-Number", 1, "X-Test-Number", "/a", "X-Test-Number", "/b");
        verify("X-Test-Number", 1, "X-Test-Number", "/a", "X-Test-Number", "/b", "X-Test-Number", "/c");

        assertWarned("2 times");
    }

    @Test
    void invalidTokenOfAClientCausesNoWarning() {
        verify("X-Test-Client", 1, "X-Test-Client", DOWNLOAD + "?token=secret");
        verify("X-Test-Client", 1, "X-Test-Client", DOWNLOAD);

        assertEquals(List.of(), log.messages());
    }

    private static void verify(String uriHeader, int times, String... headers) {
        DownloadTokenService service = RunningService.start(
                Map.of("FORWARD_AUTH_URI_HEADER", uriHeader, "INVALID_CREDENTIALS_PER_MINUTE", "0"));
        try {
            ApiClient client = new ApiClient(service.port());
            for (int i = 0; i < times; i++) {
                assertEquals(
                        401, client.request("GET", "/api/auth/verify", headers).status());
            }
        } finally {
            RunningService.stop(service);
        }
    }

    private void assertWarned(String text) {
        assertEquals(1, log.events().size(), () -> log.messages().toString());
        ILoggingEvent event = log.events().get(0);
        assertEquals(Level.WARN, event.getLevel());
        assertTrue(event.getFormattedMessage().contains(text), event::getFormattedMessage);
        assertFalse(event.getFormattedMessage().contains("secret"), event::getFormattedMessage);
    }
}
