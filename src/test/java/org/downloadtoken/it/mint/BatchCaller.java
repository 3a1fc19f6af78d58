package org.downloadtoken.it.mint;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Tokens;

/** A caller, and the datasets of the demo that it may read. */
enum BatchCaller {
    ANONYMOUS,
    ANALYST,
    READ_ONLY_KEY,
    INVALID_SESSION;

    boolean mayRead(UUID datasetId) {
        List<DemoDataset> readable = switch (this) {
            case ANONYMOUS -> List.of(DemoDataset.PUBLIC);
            case ANALYST -> List.of(DemoDataset.PUBLIC, DemoDataset.INTERNAL, DemoDataset.RESTRICTED);
            case READ_ONLY_KEY, INVALID_SESSION -> List.of();
        };
        return readable.stream().map(DemoDataset::id).anyMatch(datasetId::equals);
    }

    /** The header field of the credential. */
    Optional<String> field() {
        return switch (this) {
            case ANONYMOUS -> Optional.empty();
            case ANALYST -> Optional.of("Authorization: Bearer " + Tokens.session(DemoUser.ANALYST));
            case READ_ONLY_KEY -> Optional.of("X-Api-Key: " + DemoApiKey.READ_ONLY.text());
            case INVALID_SESSION -> Optional.of("Authorization: Bearer x");
        };
    }

    /** The subject of its tokens. */
    Optional<String> subject() {
        return this == ANALYST ? Optional.of(DemoUser.ANALYST.id().toString()) : Optional.empty();
    }
}
