package org.downloadtoken.access.wire;

import io.vertx.core.eventbus.MessageCodec;

/** Passes an immutable message within the process as it is, without a copy. */
abstract class IdentityCodec<T> implements MessageCodec<T, T> {
    private final String name;

    IdentityCodec(String name) {
        this.name = name;
    }

    @Override
    public final T transform(T message) {
        return message;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final byte systemCodecID() {
        return -1;
    }
}
