package org.downloadtoken.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A change of the released contract, and what the check says about it.
 *
 * @param name the change in words
 * @param preparation a compatible addition to the contract, to which the change is made
 * @param message what the check reports, empty for a compatible change
 */
record ContractEdit(
        String name, Consumer<EditableContract> preparation, Consumer<EditableContract> edit, String message) {
    static final String MINT = "POST /auth/download-token/{dataset_id}";
    static final String GET_COG = "GET /datasets/{dataset_id}/download/cog";
    static final String HEAD_COG = "HEAD /datasets/{dataset_id}/download/cog";
    static final String KEYS = "GET /.well-known/jwks.json";

    /** The tests edit the released contract, so that a change of the contract itself cannot break them. */
    private static final Path CONTRACT = ContractCompatibilityTest.RELEASED;

    static ContractEdit breaking(String name, Consumer<EditableContract> edit, String message) {
        return new ContractEdit(name, contract -> {}, edit, message);
    }

    static ContractEdit compatible(String name, Consumer<EditableContract> edit) {
        return new ContractEdit(name, contract -> {}, edit, "");
    }

    ContractEdit preparedBy(Consumer<EditableContract> addition) {
        return new ContractEdit(name, addition, edit, message);
    }

    void assertIsReported() {
        List<String> changes = changes();
        assertTrue(changes.contains(message), changes::toString);
    }

    void assertIsAllowed() {
        assertEquals(List.of(), changes());
    }

    private List<String> changes() {
        EditableContract before = EditableContract.read(CONTRACT);
        preparation.accept(before);
        EditableContract after = EditableContract.read(CONTRACT);
        preparation.accept(after);
        edit.accept(after);
        assertNotEquals(before.document(), after.document(), "the edit changes nothing");
        return ContractChanges.breaking(before.contract(), after.contract());
    }

    @Override
    public String toString() {
        return name;
    }
}
