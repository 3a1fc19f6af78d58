package org.downloadtoken.it.mint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.ApiResponse;
import org.downloadtoken.testing.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the body of a request for many tokens. */
class DownloadTokensBodyIT {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    @RegisterExtension
    static final RunningService SERVICE = new RunningService(Map.of());

    @Test
    void bodyHasOneToAHundredIds() {
        assertEquals(422, SERVICE.client().mintAll(List.of()).status());
        assertEquals(
                100,
                BatchResponse.statuses(SERVICE.client().mintAll(Collections.nCopies(100, PUBLIC)))
                        .size());
        assertEquals(
                422, SERVICE.client().mintAll(Collections.nCopies(101, PUBLIC)).status());
    }

    @Test
    void malformedBodyIsRejected() {
        byte[] form = ("dataset_ids=" + PUBLIC).getBytes(UTF_8);

        assertEquals(
                400,
                SERVICE.client()
                        .post(ApiClient.MINT_ALL, form, "Content-Type", "application/json")
                        .status());
        assertEquals(
                415,
                SERVICE.client()
                        .post(ApiClient.MINT_ALL, form, "Content-Type", "application/x-www-form-urlencoded")
                        .status());
        assertEquals(
                400,
                SERVICE.client()
                        .request("POST", ApiClient.MINT_ALL, "Content-Type", "application/json")
                        .status());
    }

    @Test
    void bodyIsLimitedTo8KiB() {
        assertEquals(200, post(8_192).status());
        assertEquals(413, post(8_193).status());
        assertEquals(
                413,
                SERVICE.client()
                        .raw("POST " + ApiClient.MINT_ALL + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n2001\r\n" + " ".repeat(0x2001) + "\r\n0\r\n\r\n")
                        .status());
    }

    private static ApiResponse post(int length) {
        String body = "{\"dataset_ids\":[\"" + PUBLIC + "\"]}";
        return SERVICE.client()
                .post(
                        ApiClient.MINT_ALL,
                        (body + " ".repeat(length - body.length())).getBytes(UTF_8),
                        "Content-Type",
                        "application/json");
    }
}
