package org.downloadtoken.forwardauth;

import java.util.List;
import java.util.stream.Collectors;
import org.downloadtoken.config.ForwardAuth;
import org.downloadtoken.config.PathTemplate;
import org.downloadtoken.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

/**
 * Logs why a proxy's request is rejected; the client only receives 401. A client can cause these warnings, so they contain
 * nothing that it has sent: only the settings and known header names.
 *
 * @param place where the service expects the URI
 */
record ProxyWarnings(ForwardAuth settings, String place) {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(ForwardedRequestReader.class), System::nanoTime);

    /** The configured header is missing, empty or repeated, or another header with the same purpose is present. */
    void uriHeaders(List<String> values, List<String> others) {
        if (values.isEmpty()) {
            warn(
                    "missing",
                    "but the request has " + (others.isEmpty() ? "no header with a URI" : String.join(", ", others)));
        } else if (!others.isEmpty()) {
            otherHeaders(others);
        } else if (values.size() > 1) {
            warn("repeated", "but the request has it " + values.size() + " times");
        } else {
            warn("empty", "but it is empty");
        }
    }

    void otherHeaders(List<String> others) {
        warn("others", "but the request also has " + String.join(", ", others) + ", which a client may have sent");
    }

    /** The proxy has replaced the path instead of appending it. */
    void nothingAppended() {
        warn("nothing", "but there is none. Envoy appends it with path_prefix, Envoy Gateway with http.path");
    }

    void otherForm() {
        warn("form", "but it is neither a path nor a well-formed http or https URI");
    }

    void otherPath() {
        String paths = settings.paths().stream().map(PathTemplate::toString).collect(Collectors.joining(", "));
        warn("path", "but its path does not match FORWARD_AUTH_PATHS (" + paths + ")");
    }

    private void warn(String cause, String reason) {
        LOG.warn(
                cause + place + settings.uriHeader(),
                "A proxy's request was answered 401: the URI is expected " + place + ", " + reason);
    }
}
