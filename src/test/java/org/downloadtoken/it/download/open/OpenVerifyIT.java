package org.downloadtoken.it.download.open;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests what a proxy is told about requests without a credential, with {@code PUBLIC_DOWNLOADS=open}. */
class OpenVerifyIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(OpenClient.settings());

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();
    private static final UUID PRIVATE = DemoDataset.PRIVATE.id();

    private final OpenClient client = new OpenClient(SERVICE.client());

    @Test
    void proxyIsToldThatThePublicDatasetIsOpen() {
        ApiResponse open = client.verify(ApiClient.download(PUBLIC));

        assertEquals(204, open.status());
        assertEquals(Optional.of(PUBLIC.toString()), open.header("x-download-dataset"));
        assertEquals(Optional.empty(), open.header("x-download-subject"));
        assertEquals(
                204,
                client.verify(ApiClient.download(PUBLIC), "X-Original-Method", "HEAD")
                        .status());
    }

    @Test
    void proxyIsAnsweredTheSame401ForWhatIsNotOpen() {
        ApiResponse write = OpenClient.undated(client.verify(ApiClient.download(PUBLIC), "X-Original-Method", "PUT"));

        assertEquals(401, write.status());
        assertEquals(write, OpenClient.undated(client.verify(ApiClient.download(PRIVATE))));
        assertEquals(write, OpenClient.undated(client.verify(ApiClient.download(UUID.randomUUID()))));
        assertEquals(
                write, OpenClient.undated(client.verify(ApiClient.download(PUBLIC), "X-Forwarded-Method", "DELETE")));
    }
}
