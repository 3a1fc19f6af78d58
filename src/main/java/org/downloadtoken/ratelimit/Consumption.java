package org.downloadtoken.ratelimit;

/** What a request has cost; who pays for an unknown API key stays open until the catalog has answered. */
public interface Consumption {
    /** Nothing is open. */
    Consumption FINAL = () -> {};

    /** The catalog knows the API key: the address gets back what it paid, and the key pays. */
    void keyResolved();
}
