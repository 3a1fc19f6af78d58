package org.downloadtoken.failure;

import java.util.Locale;

/** Why a file that the catalog names cannot be served. The set is closed, since every value is a time series. */
public enum UnservableCause {
    /** The dataset is a raster, but the catalog names no file. */
    NO_ASSET,
    /** The URL of a remote file is not an http or https URL, or has no valid host. */
    INVALID_URL,
    /** The URL of a remote file contains a user name or a password. */
    CREDENTIALS_IN_URL,
    /** The key cannot be a key of this storage. */
    INVALID_KEY,
    /** The setting STORAGE_KEY_TEMPLATE requires a tenant, and the dataset has none. */
    NO_TENANT,
    /** The instance has no storage for managed files. */
    NO_STORAGE,
    /** The storage has no such file. */
    MISSING,
    /** The storage has something else in its place, such as a directory. */
    NOT_A_FILE,
    /** The service may not read it. */
    FORBIDDEN,
    /** A symbolic link leads out of the storage. */
    OUTSIDE,
    /** A symbolic link leads to itself. */
    LINK_LOOP,
    /** The name is longer than the file system allows. */
    NAME_TOO_LONG,
    /** The native encoding of the process does not have the characters of the name. */
    NAME_NOT_ENCODABLE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
