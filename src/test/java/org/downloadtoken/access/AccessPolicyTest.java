package org.downloadtoken.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.downloadtoken.access.AccessAnswer.Refused;
import org.downloadtoken.access.AccessQuestion.Use;
import org.downloadtoken.caller.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of the rules; their whole table is asked over HTTP. */
class AccessPolicyTest {
    private static final UUID DATASET = UUID.randomUUID();
    private static final UUID USER = UUID.randomUUID();
    private static final AccessFacts.Dataset PUBLIC = new AccessFacts.Dataset(
            UUID.randomUUID(), "public", "published", Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
    private static final AccessPolicy POLICY = new AccessPolicy(Set.of());

    @ParameterizedTest
    @CsvSource({
        // iat, revoked at, granted: RFC 7519 counts whole seconds, so iat stands for its whole second
        "1000.0, 1000.999, true",
        "1000.0, 1001.0, false",
        "1000.0, 1001.001, false",
        "1000.5, 1001.499, true",
        "1000.5, 1001.5, false",
        "0, 1, false"
    })
    void aSessionIsRevokedIfItsWholeSecondLiesBefore(double issuedAt, double revokedAt, boolean granted) {
        Instant horizon = Instant.ofEpochMilli(Math.round(revokedAt * 1000));

        AccessAnswer answer = decide(new Caller.SessionUser(USER, 0, issuedAt), user(0, 0, Optional.of(horizon)));

        assertEquals(granted, answer instanceof Granted);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "1, 0, true", "0, 1, false", "0.5, 1, false"})
    void aSessionOfAnEarlierTokenVersionIsRevoked(double claimed, int current, boolean granted) {
        AccessAnswer answer = decide(new Caller.SessionUser(USER, claimed, 0), user(current, 0, Optional.empty()));

        assertEquals(granted, answer instanceof Granted);
    }

    @Test
    void aSessionDoesNotHoldForAUserThatIsNotThere() {
        AccessFacts facts = new AccessFacts(Optional.of(PUBLIC), Optional.empty(), Optional.empty());

        assertEquals(
                Refused.CALLER_UNKNOWN,
                POLICY.decide(new AccessQuestion(DATASET, new Caller.SessionUser(USER, 0, 0), Use.MINT), facts));
    }

    @Test
    void aKeyThatIsNotThereDoesNotHoldEvenIfAUserIs() {
        assertEquals(Refused.CALLER_UNKNOWN, decide(new Caller.ApiKey("hash"), user(0, 0, Optional.empty())));
    }

    @Test
    void aReadOnlyKeyIsToldSoEvenOfADatasetThatIsNotThere() {
        AccessFacts facts = new AccessFacts(
                Optional.empty(),
                Optional.of(user(0, 0, Optional.empty())),
                Optional.of(new AccessFacts.ApiKey(true, 0, "read_only")));

        assertEquals(
                Refused.READ_ONLY_KEY,
                POLICY.decide(new AccessQuestion(DATASET, new Caller.ApiKey("hash"), Use.MINT), facts));
    }

    @Test
    void aReadOnlyKeyDownloads() {
        AccessFacts facts = new AccessFacts(
                Optional.of(PUBLIC),
                Optional.of(user(0, 0, Optional.empty())),
                Optional.of(new AccessFacts.ApiKey(true, 0, "read_only")));

        assertTrue(
                POLICY.decide(new AccessQuestion(DATASET, new Caller.ApiKey("hash"), Use.DOWNLOAD), facts)
                        instanceof Granted);
    }

    @ParameterizedTest
    @CsvSource({"analyst, true", "analyst;editor, true", "editor, false", "Analyst, false", "'', true"})
    void aSignedInCallerNeedsOneOfTheDownloadRoles(String roles, boolean granted) {
        AccessPolicy policy = new AccessPolicy(roles.isEmpty() ? Set.of() : Set.of(roles.split(";")));
        AccessFacts facts =
                new AccessFacts(Optional.of(PUBLIC), Optional.of(user(0, 0, Optional.empty())), Optional.empty());
        Caller caller = new Caller.TokenSubject(USER);

        AccessAnswer answer = policy.decide(new AccessQuestion(DATASET, caller, Use.DOWNLOAD), facts);

        assertEquals(granted, answer instanceof Granted);
        assertEquals(granted ? "" : "ROLE_MISSING", granted ? "" : answer.toString());
        assertTrue(policy.decide(new AccessQuestion(DATASET, caller, Use.MINT), facts) instanceof Granted);
        assertTrue(
                policy.decide(new AccessQuestion(DATASET, Caller.ANONYMOUS, Use.DOWNLOAD), facts) instanceof Granted);
    }

    private static AccessAnswer decide(Caller caller, AccessFacts.User user) {
        return POLICY.decide(
                new AccessQuestion(DATASET, caller, Use.MINT),
                new AccessFacts(Optional.of(PUBLIC), Optional.of(user), Optional.empty()));
    }

    private static AccessFacts.User user(int tokenVersion, int keyEpoch, Optional<Instant> revokedAt) {
        return new AccessFacts.User(
                USER, "user", true, tokenVersion, keyEpoch, revokedAt, Optional.empty(), Set.of("analyst"), false);
    }
}
