package org.downloadtoken.download.storage;

/**
 * The file is at a remote URL and the request carries a credential header. A client that followed a redirect would send
 * that header to the other host.
 */
public final class RemoteNeedsToken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RemoteNeedsToken() {
        super("a remote file needs a download token", null, false, false);
    }
}
