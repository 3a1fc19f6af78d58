package org.downloadtoken.forwardauth;

/** A proxy asked about a download that may not pass; it is not told why. */
public final class DownloadForbidden extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DownloadForbidden() {
        super("the download may not pass", null, false, false);
    }
}
