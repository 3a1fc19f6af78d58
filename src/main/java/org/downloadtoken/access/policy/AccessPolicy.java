package org.downloadtoken.access.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.downloadtoken.access.policy.AccessAttributes.ApiKey;
import org.downloadtoken.access.policy.AccessAttributes.Dataset;
import org.downloadtoken.access.policy.AccessAttributes.User;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;

/**
 * Decides whether a caller may read a dataset, from the attributes in the catalog. The query has already combined some of
 * them: whether the user is active, whether the API key is active and unexpired, and whether a role of the user is granted
 * the dataset.
 *
 * @param downloadRoles a signed-in caller needs one of these roles to download; if empty, no role is needed
 */
public record AccessPolicy(Set<String> downloadRoles) {
    private static final String PUBLISHED = "published";
    private static final String ADMIN = "admin";
    private static final String READ_ONLY = "read_only";

    public AccessDecision decide(AccessRequest request, AccessAttributes attributes) {
        if (request.caller() instanceof Caller.Anonymous) {
            return attributes
                    .dataset()
                    .filter(AccessPolicy::isPublicAndPublished)
                    .map(dataset -> granted(request, dataset, Optional.empty()))
                    .orElse(new Refused(Failure.DATASET_HIDDEN));
        }
        Optional<User> resolved =
                attributes.user().filter(User::active).filter(user -> isValid(request.caller(), user, attributes));
        if (resolved.isEmpty()) {
            return new Refused(Failure.INVALID_CREDENTIAL);
        }
        User user = resolved.get();
        switch (request.use()) {
            case MINT -> {
                if (attributes.apiKey().filter(AccessPolicy::isReadOnly).isPresent()) {
                    return new Refused(Failure.READ_ONLY_KEY);
                }
            }
            case DOWNLOAD -> {
                if (!downloadRoles.isEmpty() && Collections.disjoint(downloadRoles, user.roles())) {
                    return new Refused(Failure.ROLE_MISSING);
                }
            }
        }
        return attributes
                .dataset()
                .filter(dataset -> mayRead(user, dataset))
                .map(dataset -> granted(request, dataset, Optional.of(new Subject(user.id(), user.username()))))
                .orElse(new Refused(Failure.DATASET_HIDDEN));
    }

    private static boolean isValid(Caller caller, User user, AccessAttributes attributes) {
        if (caller instanceof Caller.TokenSubject) {
            // A single download token cannot be revoked. It is short-lived, and decide() has checked that its user is
            // active.
            return true;
        }
        if (caller instanceof Caller.SessionUser session) {
            return session.tokenVersion() >= user.tokenVersion()
                    && user.sessionsRevokedAt()
                            .filter(revokedAt -> session.revokedFrom() <= seconds(revokedAt))
                            .isEmpty();
        }
        return attributes
                .apiKey()
                .filter(key -> key.usable() && key.keyEpoch() == user.keyEpoch())
                .isPresent();
    }

    private static boolean mayRead(User user, Dataset dataset) {
        if (!user.tenantId().equals(dataset.tenantId())) {
            return isPublicAndPublished(dataset);
        }
        if (user.roles().contains(ADMIN)
                || dataset.owner().filter(user.id()::equals).isPresent()) {
            return true;
        }
        if (!isPublished(dataset)) {
            return false;
        }
        return switch (dataset.visibility()) {
            case "public", "internal" -> true;
            case "restricted" -> user.granted();
            default -> false;
        };
    }

    private static boolean isPublished(Dataset dataset) {
        return dataset.status().equals(PUBLISHED);
    }

    private static boolean isPublicAndPublished(Dataset dataset) {
        return dataset.visibility().equals("public") && isPublished(dataset);
    }

    /** A key without a scope gets the smallest scope. */
    private static boolean isReadOnly(ApiKey key) {
        return key.scope().isBlank() || key.scope().equals(READ_ONLY);
    }

    private static AccessDecision granted(AccessRequest request, Dataset dataset, Optional<Subject> subject) {
        return new Granted(request.datasetId(), dataset.recordId(), dataset.tenantId(), subject, dataset.content());
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
