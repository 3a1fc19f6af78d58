package org.downloadtoken.http;

import java.time.Clock;
import org.downloadtoken.caller.SessionIssuer;
import org.downloadtoken.download.CogStorage;
import org.downloadtoken.keys.KeyRings;
import org.downloadtoken.metrics.TokenMetrics;

/** What all event loops share. */
public record Shared(KeyRings rings, SessionIssuer sessions, CogStorage storage, TokenMetrics metrics, Clock clock) {}
