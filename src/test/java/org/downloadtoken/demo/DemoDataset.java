package org.downloadtoken.demo;

import java.util.UUID;

/** The datasets of the demo's catalog. */
public enum DemoDataset {
    PUBLIC("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0"),
    INTERNAL("d0000000-0000-4000-8000-000000000002"),
    /** Granted to the role analyst. */
    RESTRICTED("d0000000-0000-4000-8000-000000000003"),
    PRIVATE("d0000000-0000-4000-8000-000000000004"),
    DRAFT("d0000000-0000-4000-8000-000000000005"),
    /** Internal dataset of a tenant. */
    TENANT("d0000000-0000-4000-8000-000000000006");

    private final UUID id;

    DemoDataset(String id) {
        this.id = UUID.fromString(id);
    }

    public UUID id() {
        return id;
    }
}
