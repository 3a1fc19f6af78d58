package org.downloadtoken.clients.prism;

import java.util.List;
import java.util.UUID;
import org.downloadtoken.clients.prism.services.ContractRequest;
import org.downloadtoken.clients.prism.services.ServedFiles;
import org.downloadtoken.clients.prism.services.ServiceState;
import org.downloadtoken.clients.prism.services.Services;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.Tokens;

/** The responses of the operations that download a file. */
final class DownloadResponses {
    private static final UUID PUBLIC = DemoDataset.PUBLIC.id();

    private final OperationResponses responses;
    private final Services services;
    private final String method;
    private final String fileName;

    DownloadResponses(Services services, String operationId, String method, String fileName) {
        this.services = services;
        this.responses = new OperationResponses(operationId);
        this.method = method;
        this.fileName = fileName;
    }

    List<ExpectedResponse> all() {
        String session = "Bearer " + Tokens.session(DemoUser.ANALYST);
        responses.add("200", "token", () -> token(file()));
        responses.add("200", "session", () -> download(file(), "").with("Authorization", session));
        responses.add("302", "remote file", () -> token(remoteFile()));
        responses.add("304", "current entity tag", () -> services.current(token(file())));
        responses.add("400", "no raster", () -> token(Rasters.withoutAsset("public", "vector_dataset")));
        responses.add("400", "malformed path", () -> download("%zz", "").invalid());
        responses.add("401", "no credential", () -> download(PUBLIC, ""));
        responses.add("401", "invalid token", () -> download(PUBLIC, "?token=x.y.z"));
        responses.add(
                "403",
                "no role that may download",
                () -> download(file(), "").with("Authorization", "Bearer " + Tokens.session(DemoUser.OUTSIDER)));
        responses.add(
                "403",
                "remote file with a session",
                () -> download(remoteFile(), "").with("Authorization", session));
        responses.add(
                "404",
                "hidden dataset",
                () -> download(DemoDataset.PRIVATE.id(), "").with("Authorization", session));
        responses.add("404", "missing file", () -> token(Rasters.withFile("missing.tif")));
        responses.add("412", "another entity tag", () -> token(file()).with("If-Match", "\"x\""));
        responses.add("413", "large body", () -> token(file()).tooLarge());
        responses.add("422", "id that is no UUID", () -> download("x", "").invalid());
        responses.add(
                ServiceState.LIMITED,
                "429",
                "invalid credentials",
                () -> services.limited(download(PUBLIC, "?token=x.y.z").with("X-Forwarded-For", "203.0.113.3")));
        responses.add(ServiceState.LIMITED, "429", "a download in progress", () -> duringADownload());
        responses.add(ServiceState.CATALOG_CHANGED, "500", "unreadable rows", () -> services.unreadable(token(PUBLIC)));
        responses.add(ServiceState.CATALOG_DOWN, "503", "catalog down", () -> token(PUBLIC));
        responses.add("default", "large header", () -> token(PUBLIC).largeHeader());
        if (method.equals("GET")) { // HEAD ignores Range
            responses.add("206", "part of the file", () -> token(file()).with("Range", "bytes=5-100"));
            responses.add("416", "range beyond the file", () -> token(file()).with("Range", "bytes=999999-"));
        }
        return responses.all();
    }

    private ContractRequest duringADownload() {
        UUID large = Rasters.withFile(ServedFiles.LARGE);
        String token = services.token(large);
        services.beginDownload("127.0.0.2", large, token);
        return download(large, "?token=" + token).with("X-Forwarded-For", "127.0.0.2");
    }

    private ContractRequest token(UUID datasetId) {
        return download(datasetId, "?token=" + services.token(datasetId));
    }

    private ContractRequest download(Object datasetId, String query) {
        return ContractRequest.of(method, "/datasets/" + datasetId + "/download/" + fileName + query);
    }

    private static UUID file() {
        return Rasters.withFile(ServedFiles.ASCII);
    }

    private static UUID remoteFile() {
        return Rasters.add("public", "raster_dataset", "remote", "https://files.example.com/coastlines.tif");
    }
}
