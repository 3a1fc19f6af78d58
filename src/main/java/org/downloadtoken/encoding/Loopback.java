package org.downloadtoken.encoding;

import java.util.regex.Pattern;

/** The hosts that are this computer. What is sent to them does not leave it. */
public final class Loopback {
    private static final Pattern HOSTS = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    private Loopback() {}

    /** Whether a host is a loopback name or address. An IPv6 address has no brackets. No name is resolved. */
    public static boolean isLoopback(String host) {
        return HOSTS.matcher(host).matches();
    }
}
