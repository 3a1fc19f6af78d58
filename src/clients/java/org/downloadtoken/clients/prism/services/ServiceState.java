package org.downloadtoken.clients.prism.services;

/** The state of a service when it receives a request. */
public enum ServiceState {
    HEALTHY,
    /** The service allows one mint request and one invalid credential a minute, and one download at a time. */
    LIMITED,
    /** Postgres is unreachable. */
    CATALOG_DOWN,
    /** A column of the catalog got another type after the start. The service then fails to read the rows: a defect. */
    CATALOG_CHANGED,
    /** Each request takes 0.6 s of the event loop, and others wait. */
    OVERLOADED
}
