package org.downloadtoken.access.wire;

import org.downloadtoken.session.Caller;

/** A caller: one byte with the kind, and the fields of this kind. */
final class CallerFormat {
    private static final int ANONYMOUS = 1;
    private static final int SESSION_USER = 2;
    private static final int API_KEY = 3;
    private static final int TOKEN_SUBJECT = 4;

    private CallerFormat() {}

    static void write(Caller caller, WireWriter writer) {
        if (caller instanceof Caller.Anonymous) {
            writer.code(ANONYMOUS);
        } else if (caller instanceof Caller.SessionUser session) {
            writer.code(SESSION_USER);
            writer.uuid(session.userId());
            writer.number("token version", session.tokenVersion());
            writer.number("time of revocation", session.revokedFrom());
        } else if (caller instanceof Caller.ApiKey key) {
            writer.code(API_KEY);
            writer.sha256("hash of the API key", key.keyHash());
        } else {
            writer.code(TOKEN_SUBJECT);
            writer.uuid(((Caller.TokenSubject) caller).userId());
        }
    }

    static Caller read(WireReader reader) {
        return switch (reader.code("kind of caller", ANONYMOUS, TOKEN_SUBJECT)) {
            case ANONYMOUS -> Caller.ANONYMOUS;
            case SESSION_USER ->
                new Caller.SessionUser(
                        reader.uuid("user id"), reader.number("token version"), reader.number("time of revocation"));
            case API_KEY -> new Caller.ApiKey(reader.sha256("hash of the API key"));
            default -> new Caller.TokenSubject(reader.uuid("user id"));
        };
    }
}
