package org.downloadtoken.access.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.session.Caller;

/**
 * Decides who may read what, from the facts alone.
 *
 * @param downloadRoles the roles of which a signed-in caller needs one to download; with none named, all may
 */
public record AccessPolicy(Set<String> downloadRoles) {
    public AccessDecision decide(AccessRequest question, AccessAttributes facts) {
        if (question.caller() instanceof Caller.Anonymous) {
            return facts.dataset()
                    .filter(AccessAttributes.Dataset::isPublicAndPublished)
                    .map(dataset -> granted(question, dataset, Optional.empty()))
                    .orElse(Refused.HIDDEN);
        }
        Optional<AccessAttributes.User> resolved = facts.user()
                .filter(AccessAttributes.User::active)
                .filter(user -> holds(question.caller(), user, facts));
        if (resolved.isEmpty()) {
            return Refused.CALLER_UNKNOWN;
        }
        AccessAttributes.User user = resolved.get();
        switch (question.use()) {
            case MINT -> {
                if (facts.apiKey().filter(AccessAttributes.ApiKey::isReadOnly).isPresent()) {
                    return Refused.READ_ONLY_KEY;
                }
            }
            case DOWNLOAD -> {
                if (!downloadRoles.isEmpty() && Collections.disjoint(downloadRoles, user.roles())) {
                    return Refused.ROLE_MISSING;
                }
            }
        }
        return facts.dataset()
                .filter(dataset -> mayRead(user, dataset))
                .map(dataset -> granted(question, dataset, Optional.of(new Subject(user.id(), user.username()))))
                .orElse(Refused.HIDDEN);
    }

    private static boolean holds(Caller caller, AccessAttributes.User user, AccessAttributes facts) {
        if (caller instanceof Caller.TokenSubject) {
            return true; // a download token outlives neither its two minutes nor its user
        }
        if (caller instanceof Caller.SessionUser session) {
            return session.tokenVersion() >= user.tokenVersion()
                    && user.sessionsRevokedAt()
                            .filter(revokedAt -> session.issuedAt() + 1 <= seconds(revokedAt))
                            .isEmpty();
        }
        return facts.apiKey()
                .filter(key -> key.usable() && key.keyEpoch() == user.keyEpoch())
                .isPresent();
    }

    private static boolean mayRead(AccessAttributes.User user, AccessAttributes.Dataset dataset) {
        if (!user.tenantId().equals(dataset.tenantId())) {
            return dataset.isPublicAndPublished();
        }
        if (user.isAdmin() || dataset.owner().filter(user.id()::equals).isPresent()) {
            return true;
        }
        if (!dataset.isPublished()) {
            return false;
        }
        return switch (dataset.visibility()) {
            case "public", "internal" -> true;
            case "restricted" -> user.granted();
            default -> false;
        };
    }

    private static AccessDecision granted(
            AccessRequest question, AccessAttributes.Dataset dataset, Optional<Subject> subject) {
        return new Granted(question.datasetId(), dataset.recordId(), dataset.tenantId(), subject, dataset.content());
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
