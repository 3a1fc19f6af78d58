package org.downloadtoken.check;

/** Whether a host is this machine itself, by its name and without a look-up. */
final class Loopback {
    private Loopback() {}

    static boolean is(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.startsWith("/"); // a Unix domain socket
    }
}
