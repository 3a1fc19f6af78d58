package org.downloadtoken.access;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.access.AccessAnswer.Granted;
import org.downloadtoken.access.AccessAnswer.Refused;
import org.downloadtoken.access.AccessAnswer.Subject;
import org.downloadtoken.caller.Caller;

/**
 * Decides who may read what, from the facts alone.
 *
 * @param downloadRoles the roles of which a signed-in caller needs one to download; with none named, all may
 */
record AccessPolicy(Set<String> downloadRoles) {
    AccessAnswer decide(AccessQuestion question, AccessFacts facts) {
        if (question.caller() instanceof Caller.Anonymous) {
            return facts.dataset()
                    .filter(AccessFacts.Dataset::isPublicAndPublished)
                    .map(dataset -> granted(question, dataset, Optional.empty()))
                    .orElse(Refused.HIDDEN);
        }
        Optional<AccessFacts.User> resolved =
                facts.user().filter(AccessFacts.User::active).filter(user -> holds(question.caller(), user, facts));
        if (resolved.isEmpty()) {
            return Refused.CALLER_UNKNOWN;
        }
        AccessFacts.User user = resolved.get();
        switch (question.use()) {
            case MINT -> {
                if (facts.apiKey().filter(AccessFacts.ApiKey::isReadOnly).isPresent()) {
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

    private static boolean holds(Caller caller, AccessFacts.User user, AccessFacts facts) {
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

    private static boolean mayRead(AccessFacts.User user, AccessFacts.Dataset dataset) {
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

    private static AccessAnswer granted(
            AccessQuestion question, AccessFacts.Dataset dataset, Optional<Subject> subject) {
        return new Granted(question.datasetId(), dataset.recordId(), dataset.tenantId(), subject, dataset.content());
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
