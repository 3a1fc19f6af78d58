package org.downloadtoken.it.download.open;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a request with a credential, even an invalid one, is never treated as one without. */
class OpenDownloadCredentialsIT {
    @RegisterExtension
    static final RunningService SERVICE = new RunningService(OpenClient.settings());

    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    private final OpenClient client = new OpenClient(SERVICE.client());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=",
                "token",
                "token=x",
                "token=x&token=x",
                "token=&token=",
                "%74oken=",
                "Token=",
                "TOKEN=x",
                "a=b&token",
                "access_token=",
                "Access_Token=x",
                "api_key=",
                "API_KEY=x"
            })
    void requestWithACredentialInTheQueryIsNeverOpen(String query) {
        String uri = ApiClient.download(PUBLIC) + "?" + query;

        assertEquals(401, client.api().request("GET", uri).status());
        assertEquals(401, client.api().request("HEAD", uri).status());
        assertEquals(401, client.verify(uri).status());
    }

    @Test
    void expiredTokenIsNeverOpen() {
        Instant now = Instant.now();
        String expired = Tokens.session(claims -> claims.claim("typ", "download")
                .claim("scope", "dataset:" + PUBLIC)
                .issueTime(Date.from(now.minusSeconds(130)))
                .expirationTime(Date.from(now.minusSeconds(10))));

        assertEquals(401, client.api().download(PUBLIC, expired).status());
        assertEquals(
                401, client.get(PUBLIC, "Authorization", "Bearer " + expired).status());
        assertEquals(
                401,
                client.verify(ApiClient.download(PUBLIC) + "?token=" + expired).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization | ''",
                "Authorization | Bearer",
                "Authorization | Bearer x",
                "Authorization | Basic YTpi",
                "X-Api-Key     | ''",
                "X-Api-Key     | x"
            })
    void requestWithACredentialHeaderIsNeverOpen(String name, String value) {
        assertEquals(401, client.get(PUBLIC, name, value).status());
        assertEquals(401, client.verify(ApiClient.download(PUBLIC), name, value).status());
    }

    @Test
    void credentialsWorkAsBefore() {
        UUID hidden = DemoDataset.PRIVATE.id();

        assertEquals(
                200, client.api().download(PUBLIC, client.api().token(PUBLIC)).status());
        assertEquals(
                200,
                client.get(hidden, "Authorization", "Bearer " + Tokens.session(DemoUser.OWNER))
                        .status());
        assertEquals(
                404,
                client.get(hidden, "Authorization", "Bearer " + Tokens.session(DemoUser.OUTSIDER))
                        .status());
    }
}
