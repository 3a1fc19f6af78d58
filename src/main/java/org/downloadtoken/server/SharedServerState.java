package org.downloadtoken.server;

import java.time.Clock;
import org.downloadtoken.metrics.HttpMetrics;
import org.downloadtoken.pages.Pages;
import org.downloadtoken.server.connection.ConnectionLimit;

/** The state of the HTTP servers that all event loops share. */
public record SharedServerState(
        Readiness readiness, ConnectionLimit connections, Pages pages, HttpMetrics metrics, Clock clock) {}
