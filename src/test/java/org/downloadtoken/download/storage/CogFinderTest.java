package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;
import org.downloadtoken.testing.Permits;
import org.downloadtoken.token.DownloadCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CogFinderTest {
    private static final DownloadCaller BY_TOKEN = new DownloadCaller(Caller.ANONYMOUS, 0, false);
    private static final DownloadCaller BY_HEADER = new DownloadCaller(new Caller.ApiKey("hash"), 0, true);

    private final CogFinder finder = new CogFinder(CogStorage.NONE);
    private final Logger logger = (Logger) LoggerFactory.getLogger(CogFinder.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void readLog() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leaveLog() {
        logger.detachAppender(log);
    }

    @Test
    void remoteAssetIsARedirectToItsUrl() {
        RasterAsset asset = remote("https://cogs.example.com/a.tif?b=c@d");

        Cog expected = new Cog.Redirect("https://cogs.example.com/a.tif?b=c@d");
        assertEquals(expected, finder.get(request(asset, BY_TOKEN)).result());
        assertEquals(expected, finder.head(request(asset, BY_TOKEN)).result());
        assertEquals(List.of(), warnings());
    }

    @Test
    void requestWithACredentialHeaderIsNotRedirectedToARemoteAsset() {
        RasterAsset asset = remote("https://cogs.example.com/a.tif");

        assertFails(Failure.REMOTE_FILE_NEEDS_TOKEN, finder.get(request(asset, BY_HEADER)));
        assertFails(Failure.REMOTE_FILE_NEEDS_TOKEN, finder.head(request(asset, BY_HEADER)));
    }

    @Test
    void requestWithACredentialHeaderIsNotRedirectedByTheStorage() {
        CogStorage redirecting = new CogStorage() {
            @Override
            public Future<Cog> get(CogRequest request) {
                return head(request);
            }

            @Override
            public Future<Cog> head(CogRequest request) {
                return Future.succeededFuture(new Cog.Redirect("https://store.example.com/a.tif"));
            }
        };
        RasterAsset managed = new RasterAsset("title", "a.tif", false, Optional.empty());

        assertFails(Failure.REMOTE_FILE_NEEDS_TOKEN, new CogFinder(redirecting).get(request(managed, BY_HEADER)));
        assertFails(Failure.REMOTE_FILE_NEEDS_TOKEN, new CogFinder(redirecting).head(request(managed, BY_HEADER)));
    }

    @Test
    void invalidUrlIsMissingWithACredentialHeaderToo() {
        assertFails(Failure.FILE_MISSING, finder.get(request(remote("file:///etc/passwd"), BY_HEADER)));
        assertFails(Failure.FILE_MISSING, finder.get(request(remote("http://h/a b.tif"), BY_HEADER)));
        assertEquals(
                List.of(
                        "The remote asset of \"title\" is answered 404: its asset_uri is not an http or https URL with a valid host",
                        "The remote asset of \"title\" is answered 404: its asset_uri is not a URL; spaces must be percent-encoded"),
                warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@cogs.example.com/a.tif",
                "https://s3cret@cogs.example.com/a.tif",
                "HTTP://:s3cret@cogs.example.com/a.tif",
                "https://user:s3cret@x@cogs.example.com/a.tif",
                "https://user:%733cret@cogs.example.com/a.tif",
                "https://@cogs.example.com/a.tif?signature=s3cret"
            })
    void urlWithUserInfoIsMissingAndNotLogged(String uri) {
        assertFails(Failure.FILE_MISSING, finder.get(request(remote(uri), BY_TOKEN)));

        assertEquals(
                List.of(
                        "The remote asset of \"title\" is answered 404: its asset_uri contains a user name or password"),
                warnings());
    }

    private List<String> warnings() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static void assertFails(Failure failure, Future<Cog> cog) {
        assertTrue(cog.failed());
        assertFailure(failure, cog.cause());
    }

    private static RasterAsset remote(String uri) {
        return new RasterAsset("title", uri, true, Optional.empty());
    }

    private static CogRequest request(RasterAsset asset, DownloadCaller caller) {
        return new CogRequest(asset, caller, MultiMap.caseInsensitiveMultiMap(), Permits.one());
    }
}
