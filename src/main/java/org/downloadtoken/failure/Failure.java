package org.downloadtoken.failure;

/**
 * Every way in which a request can fail: the outcome for metrics and audit, the HTTP status, and the title and detail of
 * the problem (RFC 9457). Failures that a client must not tell apart share one answer.
 */
public enum Failure {
    MALFORMED_REQUEST(Outcome.INVALID_REQUEST, 400, "Bad Request", "The request is malformed."),
    NOT_A_DOWNLOAD_URL(
            Outcome.INVALID_REQUEST,
            400,
            "Bad Request",
            "href must be the URL of a download of this service, once, without user name, query and fragment."),
    MALFORMED_BATCH(
            Outcome.INVALID_REQUEST,
            400,
            "Bad Request",
            "The body must be a JSON object with one member, dataset_ids: an array of strings."),
    NOT_A_RASTER(Outcome.INVALID_REQUEST, 400, "Bad Request", "The dataset is not a raster, so it has no GeoTIFF."),
    /** A credential is required and missing, or it is present and does not resolve to a user. */
    INVALID_CREDENTIAL(
            Outcome.UNAUTHORIZED,
            401,
            "Unauthorized",
            "The credential is missing, malformed, expired, revoked or unknown, or there is more than one."),
    READ_ONLY_KEY(Outcome.FORBIDDEN, 403, "Forbidden", "The API key is read-only, or none of your roles may do this."),
    /** None of the user's roles may download. */
    ROLE_MISSING(READ_ONLY_KEY),
    /** The answer to a proxy, which does not learn the reason. */
    DOWNLOAD_FORBIDDEN(Outcome.FORBIDDEN, 403, "Forbidden", "The download may not pass."),
    /** A redirect to a remote file would send the credential header to another host. */
    REMOTE_FILE_NEEDS_TOKEN(
            Outcome.FORBIDDEN,
            403,
            "Forbidden",
            "The file is on another host, which must not see your credential: mint a download token and send it as"
                    + " ?token= instead of the header."),
    /** The dataset does not exist, or the caller may not see it. */
    DATASET_HIDDEN(Outcome.NOT_FOUND, 404, "Not Found", "There is nothing here, or you may not see it."),
    /** The catalog names no file, or the storage does not have it. */
    FILE_MISSING(DATASET_HIDDEN),
    /** The contract has no such path. */
    PATH_UNKNOWN(DATASET_HIDDEN),
    METHOD_NOT_ALLOWED(
            Outcome.INVALID_REQUEST,
            405,
            "Method Not Allowed",
            "The resource does not have this method; see the Allow header."),
    PRECONDITION_FAILED(
            Outcome.INVALID_REQUEST,
            412,
            "Precondition Failed",
            "The file is not the one that the request asks for; see If-Match and If-Unmodified-Since."),
    CONTENT_TOO_LARGE(
            Outcome.INVALID_REQUEST,
            413,
            "Content Too Large",
            "A body of more than " + RequestLimits.MAX_BODY_BYTES + " bytes is refused; none is needed."),
    BATCH_TOO_LARGE(
            Outcome.INVALID_REQUEST,
            413,
            "Content Too Large",
            "A body of more than " + RequestLimits.MAX_BATCH_BYTES + " bytes is refused; " + RequestLimits.MAX_BATCH_IDS
                    + " ids fit."),
    URI_TOO_LONG(Outcome.INVALID_REQUEST, 414, "Request-URI Too Long", "Request-URI Too Long."),
    UNSUPPORTED_MEDIA_TYPE(
            Outcome.INVALID_REQUEST,
            415,
            "Unsupported Media Type",
            "The body must be of type application/json, without a Content-Encoding."),
    RANGE_NOT_SATISFIABLE(
            Outcome.INVALID_REQUEST,
            416,
            "Range Not Satisfiable",
            "The file has none of the bytes that were asked for; see the Content-Range header."),
    EXPECTATION_FAILED(Outcome.INVALID_REQUEST, 417, "Expectation Failed", "Expectation Failed."),
    INVALID_DATASET_ID(
            Outcome.INVALID_DATASET_ID,
            422,
            "Unprocessable Content",
            "dataset_id must be a UUID of 36 characters, such as 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0."),
    BATCH_SIZE(
            Outcome.INVALID_REQUEST,
            422,
            "Unprocessable Content",
            "dataset_ids must have 1 to " + RequestLimits.MAX_BATCH_IDS + " ids."),
    RATE_LIMITED(Outcome.RATE_LIMITED, 429, "Too Many Requests", "Too many requests; see the Retry-After header."),
    HEADERS_TOO_LARGE(
            Outcome.INVALID_REQUEST, 431, "Request Header Fields Too Large", "Request Header Fields Too Large."),
    /** A bug. */
    INTERNAL_ERROR(
            Outcome.ERROR, 500, "Internal Server Error", "The service failed to answer; the cause is in its log."),
    /** The event loop has more work than it can do. */
    OVERLOADED(
            Outcome.UNAVAILABLE,
            503,
            "Service Unavailable",
            "The service, or the catalog behind it, cannot answer at the moment; see the Retry-After header."),
    CATALOG_UNAVAILABLE(OVERLOADED),
    STORAGE_UNAVAILABLE(OVERLOADED),
    /** As many downloads are in progress as the instance allows. */
    DOWNLOADS_EXHAUSTED(OVERLOADED),
    /** The issuer of session JWTs has not published its keys yet. */
    KEYS_UNAVAILABLE(OVERLOADED);

    private final Outcome outcome;
    private final int status;
    private final String title;
    private final String detail;

    Failure(Outcome outcome, int status, String title, String detail) {
        this.outcome = outcome;
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    Failure(Failure sameAnswer) {
        this(sameAnswer.outcome, sameAnswer.status, sameAnswer.title, sameAnswer.detail);
    }

    /** The failure that an exception carries; any other exception is a bug. */
    public static Failure of(Throwable thrown) {
        return thrown instanceof RequestFailure failed ? failed.failure() : INTERNAL_ERROR;
    }

    public Outcome outcome() {
        return outcome;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    /** Whether the request is at fault, and not the service. */
    public boolean isRefusal() {
        return status < 500;
    }
}
