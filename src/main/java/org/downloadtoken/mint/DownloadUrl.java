package org.downloadtoken.mint;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.encoding.WebUrl;

/**
 * The URLs of downloads, as clients reach them.
 *
 * @param publicUrl origin and base path of the service
 */
public record DownloadUrl(WebUrl publicUrl) {
    private static final String FILE = "/download/cog";

    /**
     * The dataset of a URL; empty unless the URL, as browsers parse it, is exactly that of a download of this service, without
     * user name, query and fragment.
     */
    Optional<UUID> datasetId(String url) {
        return WebUrl.parse(url)
                .filter(parsed ->
                        parsed.isWithoutCredentialsAndQuery() && parsed.origin().equals(publicUrl.origin()))
                .map(WebUrl::path)
                .filter(path -> path.startsWith(datasets()) && path.endsWith(FILE))
                .filter(path -> path.length() == datasets().length() + CanonicalUuid.LENGTH + FILE.length())
                .flatMap(path ->
                        CanonicalUuid.parse(path.substring(datasets().length(), path.length() - FILE.length())));
    }

    /** The URL that opens the file with a token. It has nothing of a URL that a client sent. */
    String withToken(UUID datasetId, String token) {
        return publicUrl.origin() + datasets() + datasetId + FILE + "?token=" + token;
    }

    private String datasets() {
        String path = publicUrl.path();
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + "/datasets/";
    }
}
