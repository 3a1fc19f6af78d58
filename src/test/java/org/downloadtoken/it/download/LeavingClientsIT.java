package org.downloadtoken.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.testing.ApiClient;
import org.downloadtoken.testing.Metrics;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.program.ServiceProcess;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests clients that disconnect early, as a map does while it is panned. This is no defect of the service. */
class LeavingClientsIT {
    private static final int CLIENTS = 500;

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void disconnectedClientCausesNoError(String method) throws Exception {
        String request = method + " " + ApiClient.download(DemoDataset.PUBLIC.id()) + "?token="
                + SERVICE.client().token(DemoDataset.PUBLIC.id()) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        double before = answered();

        for (int client = 0; client < CLIENTS; client++) {
            askAndLeave(request, client % 2 == 0);
        }

        double arrived = settled() - before;
        assertTrue(arrived > CLIENTS / 20.0, () -> "too few have arrived: " + arrived);
        assertEquals(0, new Metrics(SERVICE.managementPort()).sum("download_requests_total", "outcome", "error"));
    }

    private static void askAndLeave(String request, boolean reset) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVICE.port())) {
            socket.setSoLinger(reset, 0); // after a reset, the service may not see the request
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The number of answered downloads, once it is stable: some clients disconnect before the service reads their request. */
    private static double settled() {
        double before = -1;
        double now = answered();
        while (now != before) {
            ServiceProcess.pause(300);
            before = now;
            now = answered();
        }
        return now;
    }

    private static double answered() {
        return new Metrics(SERVICE.managementPort()).sum("download_requests_total", "operation", "download");
    }
}
