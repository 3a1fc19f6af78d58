package org.downloadtoken.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.downloadtoken.config.Management;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ListenFailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new BindException("bind(..) failed with error(-98): Address already in use"),
                        "MANAGEMENT_PORT: db:80 is already in use by another process"),
                Arguments.of(
                        new IOException("listen", new BindException("Address already in use")),
                        "MANAGEMENT_PORT: db:80 is already in use by another process"),
                Arguments.of(
                        new SocketException("Permission denied"),
                        "MANAGEMENT_PORT: this process may not listen on db:80; ports below 1024 need a privilege"),
                Arguments.of(
                        new BindException("Cannot assign requested address"),
                        "MANAGEMENT_HOST: db is not an address of this machine"),
                Arguments.of(
                        new UnknownHostException("Failed to resolve 'db'"),
                        "MANAGEMENT_HOST: the host name db cannot be resolved"),
                Arguments.of(
                        new IOException("too many files"),
                        "MANAGEMENT_HOST and MANAGEMENT_PORT: cannot listen on db:80: too many files"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void messageNamesTheAddressAndTheSettingToChange(Throwable failure, String message) {
        Throwable reported = ListenFailure.of(
                        failure, SocketAddress.inetSocketAddress(80, "db"), Management.HOST, Management.PORT)
                .cause();

        assertEquals(message, reported.getMessage());
    }
}
