package org.downloadtoken.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.downloadtoken.bench.server.BenchCatalog;

/** The Lua script with which wrk sends the requests of a load. */
record WrkScript(Requests requests) {
    /** The credentials of the client in SpringPeer. */
    private static final String SPRING_CLIENT =
            Base64.getEncoder().encodeToString("bench:secret".getBytes(StandardCharsets.US_ASCII));

    private static final int PART_BYTES = 16 << 10;

    /** The dataset of the large file. */
    private static final String LARGE_FILE = BenchCatalog.idFormat('a').formatted(1);

    /** Writes the script. It creates all requests before the load starts, so the load itself needs little CPU. */
    Path write(Path file) throws IOException {
        return Files.writeString(file, """
                local requests = {}
                local next = 0
                init = function(args)
                  %s
                  for i = 1, %d do
                    requests[i] = %s
                  end
                end
                request = function()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """.formatted(preparation(), requests.ids() / requests.perRequest(), request()));
    }

    /** The Lua statements before the requests. The tokens are new, since they expire after two minutes. */
    private String preparation() {
        String header = requests.bearer()
                .map(jwt -> "wrk.headers[\"Authorization\"] = \"Bearer " + jwt + "\"\n")
                .orElse("");
        return switch (requests.operation()) {
            case MINT -> header;
            case BATCH -> header + batch();
            case VERIFY -> header + tokens();
            case RANGE -> "token = \"" + DownloadToken.sign(LARGE_FILE) + "\"\n";
            case CLIENT_CREDENTIALS -> """
                    wrk.headers["Authorization"] = "Basic %s"
                    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
                    wrk.body = "grant_type=client_credentials&scope=download"
                    """.formatted(SPRING_CLIENT);
        };
    }

    /** The Lua expression of request number i. */
    private String request() {
        String id = "string.format(\"%s\", i)".formatted(BenchCatalog.idFormat(requests.kind()));
        return switch (requests.operation()) {
            case MINT -> "wrk.format(\"POST\", \"/api/auth/download-token/\" .. " + id + ")";
            case BATCH -> "batch(i)";
            case VERIFY ->
                "wrk.format(\"GET\", \"/api/auth/verify\", {[\"X-Original-URI\"] = \"/api/datasets/\" .. " + id
                        + " .. \"/download/cog?token=\" .. tokens[i]})";
            case RANGE -> """
                    wrk.format("GET", "/api/datasets/%1$s/download/cog?token=" .. token,
                      {Range = "bytes=" .. i * %2$d .. "-" .. (i + 1) * %2$d - 1})""".formatted(LARGE_FILE, PART_BYTES);
            case CLIENT_CREDENTIALS -> "wrk.format(\"POST\", \"/oauth2/token\")";
        };
    }

    /** A Lua function that returns the request for the batch with a number. */
    private String batch() {
        return """
                wrk.headers["Content-Type"] = "application/json"
                local function batch(number)
                  local ids = {}
                  for i = 1, %1$d do
                    ids[i] = string.format("\\"%2$s\\"", (number - 1) * %1$d + i)
                  end
                  return wrk.format("POST", "/api/auth/download-tokens", nil,
                    "{\\"dataset_ids\\":[" .. table.concat(ids, ",") .. "]}")
                end
                """.formatted(requests.perRequest(), BenchCatalog.idFormat(requests.kind()));
    }

    /** A Lua table with a token for each dataset. */
    private String tokens() {
        return IntStream.rangeClosed(1, requests.ids())
                .mapToObj(i -> '"'
                        + DownloadToken.sign(
                                BenchCatalog.idFormat(requests.kind()).formatted(i))
                        + '"')
                .collect(Collectors.joining(",\n", "tokens = {", "}\n"));
    }
}
