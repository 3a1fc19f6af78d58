package org.downloadtoken.download.storage;

import static org.downloadtoken.testing.Failures.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.access.policy.Content.RasterAsset;
import org.downloadtoken.config.StorageKeyTemplate;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.failure.RequestFailure;
import org.downloadtoken.failure.UnservableCause;
import org.downloadtoken.session.Caller;
import org.downloadtoken.testing.Permits;
import org.downloadtoken.token.DownloadCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CogFinderTest {
    private static final DownloadCaller BY_TOKEN = new DownloadCaller(Caller.ANONYMOUS, 0, false, Optional.empty());
    private static final DownloadCaller BY_HEADER =
            new DownloadCaller(new Caller.ApiKey("hash"), 0, true, Optional.empty());

    private final CogFinder finder = new CogFinder(CogStorage.NONE);
    private final CogFinder byTenant =
            new CogFinder(CogStorage.NONE, new StorageKeyTemplate("tenants/{tenant_id}/{asset_uri}"));

    @Test
    void remoteAssetIsARedirectToItsUrl() {
        RasterAsset asset = remote("https://cogs.example.com/a.tif?b=c@d");

        Cog expected = new Cog.Redirect("https://cogs.example.com/a.tif?b=c@d");
        assertEquals(expected, finder.get(request(asset, BY_TOKEN)).result());
        assertEquals(expected, finder.head(request(asset, BY_TOKEN)).result());
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
        CogRequest request = request(managed("a.tif"), BY_HEADER);

        assertFails(Failure.REMOTE_FILE_NEEDS_TOKEN, new CogFinder(redirecting).get(request));
        assertFails(Failure.REMOTE_FILE_NEEDS_TOKEN, new CogFinder(redirecting).head(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd?s3cret", "ftp://cogs.example.com/s3cret", "//s3cret", "https://s3 cret/"})
    void invalidUrlIsMissingWithACredentialHeaderToo(String uri) {
        assertUnservable(UnservableCause.INVALID_URL, finder.get(request(remote(uri), BY_HEADER)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@cogs.example.com/a.tif",
                "https://s3cret@cogs.example.com/a.tif",
                "HTTP://:s3cret@cogs.example.com/a.tif",
                "https://user:s3cret@x@cogs.example.com/a.tif",
                "https://user:%733cret@cogs.example.com/a.tif"
            })
    void urlWithUserInfoIsMissingAndNotShown(String uri) {
        assertUnservable(UnservableCause.CREDENTIALS_IN_URL, finder.get(request(remote(uri), BY_TOKEN)));
    }

    @Test
    void managedFileNeedsAStorage() {
        assertUnservable(UnservableCause.NO_STORAGE, finder.get(request(managed("a.tif"), BY_TOKEN)));
        assertUnservable(UnservableCause.NO_STORAGE, finder.head(request(managed("a.tif"), BY_TOKEN)));
    }

    @Test
    void rasterNeedsAnAsset() {
        assertUnservable(
                UnservableCause.NO_ASSET, () -> finder.asset(granted(Optional.empty(), Content.Absent.NO_ASSET)));
    }

    @Test
    void fileOfATenantHasTheKeyOfTheTemplate() {
        UUID tenant = UUID.randomUUID();

        RasterAsset asset = byTenant.asset(granted(Optional.of(tenant), managed("a/b.tif")));

        assertEquals(managed("tenants/" + tenant + "/a/b.tif"), asset);
    }

    @Test
    void fileWithoutTenantIsMissingIfTheTemplateNamesTheTenant() {
        assertUnservable(UnservableCause.NO_TENANT, () -> byTenant.asset(granted(Optional.empty(), managed("a.tif"))));
    }

    @Test
    void absoluteUriIsMissingIfThereIsATemplate() {
        Granted grant = granted(Optional.of(UUID.randomUUID()), managed("/a.tif"));

        assertUnservable(UnservableCause.INVALID_KEY, () -> byTenant.asset(grant));
        assertEquals(managed("/a.tif"), finder.asset(grant));
    }

    @Test
    void remoteAssetHasNoKeyOfTheTemplate() {
        RasterAsset asset = remote("https://cogs.example.com/a.tif");

        assertEquals(asset, byTenant.asset(granted(Optional.empty(), asset)));
    }

    private static void assertUnservable(UnservableCause cause, Executable call) {
        assertUnservable(cause, Future.failedFuture(assertThrows(RequestFailure.class, call)));
    }

    private static void assertUnservable(UnservableCause cause, Future<Cog> cog) {
        assertFails(Failure.FILE_MISSING, cog);
        UnservableAssetException unservable =
                assertInstanceOf(UnservableAssetException.class, cog.cause().getCause());
        assertEquals(cause, unservable.unservableCause());
        assertFalse(unservable.getMessage().contains("s3cret"), unservable::getMessage);
    }

    private static void assertFails(Failure failure, Future<Cog> cog) {
        assertTrue(cog.failed());
        assertFailure(failure, cog.cause());
    }

    private static Granted granted(Optional<UUID> tenantId, Content content) {
        return new Granted(UUID.randomUUID(), UUID.randomUUID(), tenantId, Optional.empty(), content);
    }

    private static RasterAsset managed(String uri) {
        return new RasterAsset("title", uri, false, Optional.of("a".repeat(64)));
    }

    private static RasterAsset remote(String uri) {
        return new RasterAsset("title", uri, true, Optional.empty());
    }

    private static CogRequest request(RasterAsset asset, DownloadCaller caller) {
        return new CogRequest(asset, caller, MultiMap.caseInsensitiveMultiMap(), Permits.one());
    }
}
