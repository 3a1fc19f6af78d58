package org.downloadtoken.mint;

import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.encoding.CanonicalUuid;
import org.downloadtoken.encoding.TiffName;
import org.downloadtoken.encoding.WebUrl;

/**
 * The URLs of downloads, as clients reach them.
 *
 * @param publicUrl origin and base path of the service
 */
public record DownloadUrl(WebUrl publicUrl) {
    private static final String COG = "cog";

    private static final String DOWNLOAD = "/download/";

    /** A download of this service, as its URL names it. */
    record Target(UUID datasetId, String fileName) {}

    /**
     * The download of a URL; empty unless the URL, as browsers parse it, is exactly that of a download of this service, without
     * user name, query and fragment.
     */
    Optional<Target> target(String url) {
        return WebUrl.parse(url)
                .filter(parsed ->
                        parsed.isWithoutCredentialsAndQuery() && parsed.origin().equals(publicUrl.origin()))
                .map(WebUrl::path)
                .filter(path -> path.startsWith(datasets()))
                .map(path -> path.substring(datasets().length()))
                .flatMap(DownloadUrl::idAndFileName);
    }

    private static Optional<Target> idAndFileName(String path) {
        if (!path.startsWith(DOWNLOAD, CanonicalUuid.LENGTH)) {
            return Optional.empty();
        }
        String fileName = path.substring(CanonicalUuid.LENGTH + DOWNLOAD.length());
        return CanonicalUuid.parse(path.substring(0, CanonicalUuid.LENGTH))
                .filter(id -> fileName.equals(COG) || TiffName.isAllowed(fileName))
                .map(id -> new Target(id, fileName));
    }

    /** The URL that opens the file with a token. It has nothing of a URL that a client sent but a valid file name. */
    String withToken(Target target, String token) {
        return publicUrl.origin() + datasets() + target.datasetId() + DOWNLOAD + target.fileName() + "?token=" + token;
    }

    private String datasets() {
        String path = publicUrl.path();
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + "/datasets/";
    }
}
