package org.downloadtoken.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedIssuerAndAudienceTest {
    private static final ExpectedIssuerAndAudience EXPECTED =
            new ExpectedIssuerAndAudience(Optional.of("issuer"), Optional.of("audience"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'iss':'issuer','aud':'audience'}             | true",
                "{'iss':'issuer','aud':['other','audience']}   | true",
                "{'iss':'issuer','aud':['other']}              | false",
                "{'iss':'issuer','aud':[]}                     | false",
                "{'iss':'issuer','aud':[['audience']]}         | false",
                "{'iss':'issuer','aud':{'audience':true}}      | false",
                "{'iss':'issuer','aud':'Audience'}             | false",
                "{'iss':'issuer','aud':null}                   | false",
                "{'iss':'issuer'}                              | false",
                "{'iss':'issuer/','aud':'audience'}            | false",
                "{'iss':['issuer'],'aud':'audience'}           | false",
                "{'iss':null,'aud':'audience'}                 | false",
                "{'aud':'audience'}                            | false",
            },
            quoteCharacter = '"')
    void issuerAndAudienceMustMatch(String claims, boolean matches) {
        assertEquals(matches, EXPECTED.matches(new JsonObject(claims.replace('\'', '"'))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|true", "{'iss':'x'}|true", "{'aud':'x'}|false", "{'aud':[]}|false", "{'aud':null}|false"},
            quoteCharacter = '"')
    void withoutAnExpectedAudienceATokenMustNotNameOne(String claims, boolean matches) {
        assertEquals(matches, ExpectedIssuerAndAudience.NO_AUDIENCE.matches(new JsonObject(claims.replace('\'', '"'))));
    }
}
