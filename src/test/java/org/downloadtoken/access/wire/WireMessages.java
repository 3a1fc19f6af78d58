package org.downloadtoken.access.wire;

import static java.util.stream.Collectors.joining;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.downloadtoken.access.policy.AccessDecision;
import org.downloadtoken.access.policy.AccessDecision.Granted;
import org.downloadtoken.access.policy.AccessDecision.Refused;
import org.downloadtoken.access.policy.AccessDecision.Subject;
import org.downloadtoken.access.policy.AccessRequest;
import org.downloadtoken.access.policy.Content;
import org.downloadtoken.failure.Failure;
import org.downloadtoken.session.Caller;

/** Messages for the tests of the codecs: fixed ones, and random ones with every kind of value. */
final class WireMessages {
    static final UUID DATASET = UUID.fromString("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0");
    static final UUID RECORD = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");
    static final UUID USER = UUID.fromString("10111213-1415-1617-1819-1a1b1c1d1e1f");
    static final UUID TENANT = UUID.fromString("20212223-2425-2627-2829-2a2b2c2d2e2f");
    static final String HASH = "a0".repeat(32);

    private static final List<Failure> REFUSALS =
            Refused.FAILURES.stream().sorted().toList();

    /** One request of each kind of caller. */
    static final AccessRequests REQUESTS = new AccessRequests(List.of(
            new AccessRequest(DATASET, Caller.ANONYMOUS, AccessRequest.Use.MINT),
            new AccessRequest(
                    DATASET,
                    new Caller.SessionUser(USER, Double.POSITIVE_INFINITY, 1_767_225_600),
                    AccessRequest.Use.DOWNLOAD),
            new AccessRequest(DATASET, new Caller.ApiKey(HASH), AccessRequest.Use.MINT),
            new AccessRequest(DATASET, new Caller.TokenSubject(USER), AccessRequest.Use.DOWNLOAD)));

    /** A grant with all members, the smallest grant, and a refusal. */
    static final AccessDecisions DECISIONS = new AccessDecisions(List.of(
            new Granted(
                    DATASET,
                    RECORD,
                    Optional.of(TENANT),
                    Optional.of(new Subject(USER, "ann")),
                    new Content.RasterAsset("R\u00edo", "a.tif", true, Optional.of(HASH))),
            new Granted(DATASET, RECORD, Optional.empty(), Optional.empty(), Content.Absent.NO_ASSET),
            new Refused(Failure.DATASET_HIDDEN)));

    private static final List<AccessRequest.Use> USES = List.of(AccessRequest.Use.values());
    private static final List<Content.Absent> ABSENT = List.of(Content.Absent.values());
    private static final List<String> CHARACTERS =
            List.of("a", " ", "/", "\u0000", "\u00e9", "\u20ac", "\ufeff", "\ufffd", "\ud83d\ude00");

    private final Random random;

    WireMessages(long seed) {
        random = new Random(seed);
    }

    AccessRequests requests() {
        return new AccessRequests(list(() -> new AccessRequest(uuid(), caller(), any(USES))));
    }

    AccessDecisions decisions() {
        return new AccessDecisions(list(this::decision));
    }

    static <T> byte[] encode(MessageCodec<T, T> codec, T message) {
        Buffer buffer = Buffer.buffer();
        codec.encodeToWire(buffer, message);
        return buffer.getBytes();
    }

    static <T> T decode(MessageCodec<T, T> codec, byte[] bytes) {
        return codec.decodeFromWire(0, Buffer.buffer(bytes));
    }

    private <T> List<T> list(Supplier<T> entry) {
        return Stream.generate(entry)
                .limit(random.nextInt(20) == 0 ? AccessRequests.MAX : 1 + random.nextInt(8))
                .toList();
    }

    private Caller caller() {
        return switch (random.nextInt(4)) {
            case 0 -> Caller.ANONYMOUS;
            case 1 -> new Caller.SessionUser(uuid(), number(), number());
            case 2 -> new Caller.ApiKey(hash());
            default -> new Caller.TokenSubject(uuid());
        };
    }

    private AccessDecision decision() {
        return random.nextBoolean()
                ? new Refused(any(REFUSALS))
                : new Granted(
                        uuid(), uuid(), optional(this::uuid), optional(() -> new Subject(uuid(), text())), content());
    }

    private Content content() {
        return random.nextBoolean()
                ? any(ABSENT)
                : new Content.RasterAsset(text(), text(), random.nextBoolean(), optional(this::hash));
    }

    private double number() {
        return any(List.of(0.0, -0.0, 7.0, 1_767_225_600.5, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -1.0));
    }

    /** Short texts, and sometimes a longer one than two bytes could count. */
    private String text() {
        if (random.nextInt(200) == 0) {
            return "a".repeat(70_000);
        }
        return Stream.generate(() -> any(CHARACTERS)).limit(random.nextInt(20)).collect(joining());
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }
}
