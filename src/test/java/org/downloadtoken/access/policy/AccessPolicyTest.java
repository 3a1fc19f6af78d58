package org.downloadtoken.access.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessRequest.Use;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the edge cases of the rules. AccessRulesIT tests the whole table over HTTP. */
class AccessPolicyTest {
    private static final UUID DATASET = UUID.randomUUID();
    private static final UUID USER = UUID.randomUUID();
    private static final AccessAttributes.Dataset PUBLIC = new AccessAttributes.Dataset(
            UUID.randomUUID(), "public", "published", Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET);
    private static final AccessPolicy POLICY = new AccessPolicy(Set.of());

    @ParameterizedTest
    @CsvSource({
        // iat, revoked at, granted: iat has whole seconds (RFC 7519), so the session may be issued later in that second
        "1001.0, 1000.999, true",
        "1001.0, 1001.0, false",
        "1001.0, 1001.001, false",
        "1001.5, 1001.499, true",
        "1001.5, 1001.5, false",
        "1, 1, false"
    })
    void sessionIsRevokedAtItsLimit(double revokedFrom, double revokedAt, boolean granted) {
        Instant horizon = Instant.ofEpochMilli(Math.round(revokedAt * 1000));

        AccessDecision answer = decide(new Caller.SessionUser(USER, 0, revokedFrom), user(0, 0, Optional.of(horizon)));

        assertEquals(granted, answer instanceof Granted);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "1, 0, true", "0, 1, false", "0.5, 1, false"})
    void sessionOfAnEarlierTokenVersionIsRevoked(double claimed, int current, boolean granted) {
        AccessDecision answer = decide(new Caller.SessionUser(USER, claimed, 0), user(current, 0, Optional.empty()));

        assertEquals(granted, answer instanceof Granted);
    }

    @Test
    void sessionOfAnUnknownUserIsInvalid() {
        AccessAttributes attributes = new AccessAttributes(Optional.of(PUBLIC), Optional.empty(), Optional.empty());

        assertEquals(
                new Refused(Failure.INVALID_CREDENTIAL),
                POLICY.decide(new AccessRequest(DATASET, new Caller.SessionUser(USER, 0, 0), Use.MINT), attributes));
    }

    @Test
    void unknownKeyIsInvalidEvenIfAUserIsFound() {
        assertEquals(
                new Refused(Failure.INVALID_CREDENTIAL),
                decide(new Caller.ApiKey("hash"), user(0, 0, Optional.empty())));
    }

    @Test
    void readOnlyKeyIsForbiddenEvenForAMissingDataset() {
        AccessAttributes attributes = new AccessAttributes(
                Optional.empty(),
                Optional.of(user(0, 0, Optional.empty())),
                Optional.of(new AccessAttributes.ApiKey(true, 0, "read_only")));

        assertEquals(
                new Refused(Failure.READ_ONLY_KEY),
                POLICY.decide(new AccessRequest(DATASET, new Caller.ApiKey("hash"), Use.MINT), attributes));
    }

    @Test
    void readOnlyKeyMayDownload() {
        AccessAttributes attributes = new AccessAttributes(
                Optional.of(PUBLIC),
                Optional.of(user(0, 0, Optional.empty())),
                Optional.of(new AccessAttributes.ApiKey(true, 0, "read_only")));

        assertTrue(
                POLICY.decide(new AccessRequest(DATASET, new Caller.ApiKey("hash"), Use.DOWNLOAD), attributes)
                        instanceof Granted);
    }

    @ParameterizedTest
    @CsvSource({"analyst, true", "analyst;editor, true", "editor, false", "Analyst, false", "'', true"})
    void signedInCallerNeedsOneOfTheDownloadRoles(String roles, boolean granted) {
        AccessPolicy policy = new AccessPolicy(roles.isEmpty() ? Set.of() : Set.of(roles.split(";")));
        AccessAttributes attributes =
                new AccessAttributes(Optional.of(PUBLIC), Optional.of(user(0, 0, Optional.empty())), Optional.empty());
        Caller caller = new Caller.TokenSubject(USER);

        AccessDecision answer = policy.decide(new AccessRequest(DATASET, caller, Use.DOWNLOAD), attributes);

        assertEquals(!granted, answer.equals(new Refused(Failure.ROLE_MISSING)));
        assertTrue(policy.decide(new AccessRequest(DATASET, caller, Use.MINT), attributes) instanceof Granted);
        assertTrue(
                policy.decide(new AccessRequest(DATASET, Caller.ANONYMOUS, Use.DOWNLOAD), attributes)
                        instanceof Granted);
    }

    private static AccessDecision decide(Caller caller, AccessAttributes.User user) {
        return POLICY.decide(
                new AccessRequest(DATASET, caller, Use.MINT),
                new AccessAttributes(Optional.of(PUBLIC), Optional.of(user), Optional.empty()));
    }

    private static AccessAttributes.User user(int tokenVersion, int keyEpoch, Optional<Instant> revokedAt) {
        return new AccessAttributes.User(
                USER, "user", true, tokenVersion, keyEpoch, revokedAt, Optional.empty(), Set.of("analyst"), false);
    }
}
