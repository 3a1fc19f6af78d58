package org.downloadtoken.encoding;

/** An address and a port as one text, as in a URL: an address of IPv6 is in brackets (RFC 3986, section 3.2.2). */
public record HostPort(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
