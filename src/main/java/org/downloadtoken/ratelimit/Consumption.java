package org.downloadtoken.ratelimit;

/** A permit that a request has taken from a bucket. For an unknown API key, the bucket is provisional. */
public interface Consumption {
    /** The permit was taken from the right bucket. */
    Consumption CHARGED = () -> {};

    /** Moves the consumption from the bucket of the address to that of the API key, which the catalog knows. */
    void keyResolved();
}
