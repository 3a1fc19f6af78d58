package org.downloadtoken.testing.revocation;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Starts one {@link RevocationRig} for all tests of a class. */
public abstract class UsesRevocationRig {
    @TempDir
    private static Path directory;

    private static RevocationRig rig;

    @BeforeAll
    static void startRig() throws SQLException {
        rig = new RevocationRig(directory);
    }

    @AfterAll
    static void stopRig() {
        rig.close();
    }

    protected static RevocationRig rig() {
        return rig;
    }
}
