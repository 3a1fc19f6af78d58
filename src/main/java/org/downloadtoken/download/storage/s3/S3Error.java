package org.downloadtoken.download.storage.s3;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error response of the store.
 *
 * @param code the code in the body, such as NoSuchKey; empty if the body contains none
 */
record S3Error(int status, String code) {
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,64})</Code>");
    private static final int MAX_BYTES = 4_096;
    private static final int READ_TIMEOUT_MS = 2_000;

    /** Reads the code from at most 4 KiB of the body, within two seconds. */
    static Future<S3Error> of(HttpClientResponse response) {
        Promise<Void> read = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(bytes -> {
            body.appendBuffer(bytes);
            if (body.length() >= MAX_BYTES) {
                read.tryComplete();
            }
        });
        response.endHandler(end -> read.tryComplete()).exceptionHandler(failure -> read.tryComplete());
        response.resume();
        return read.future()
                .timeout(READ_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .map(done -> {
                    response.request().reset(); // closes the connection only if the body has not ended
                    Matcher code = CODE.matcher(body.toString(StandardCharsets.UTF_8));
                    return new S3Error(response.statusCode(), code.find() ? code.group(1) : "");
                });
    }

    /** True if the store reports that the object does not exist. */
    boolean isMissing() {
        return status == 404 && code.equals("NoSuchKey");
    }

    /**
     * True if the object may not exist. For a missing key, S3 responds with AccessDenied if the credentials do not allow to
     * list the bucket, and some stores send no code.
     */
    boolean mayBeMissing() {
        return (status == 403 && code.equals("AccessDenied")) || (status == 404 && !code.equals("NoSuchBucket"));
    }

    @Override
    public String toString() {
        return code.isEmpty() ? "status " + status : "status " + status + " " + code;
    }
}
