package org.downloadtoken.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.Rasters;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.downloadtoken.testing.store.EchoServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiles each generated client, and runs its checks. */
class GeneratedClientsIT {
    private static final Path FILE = DemoCogs.file().toAbsolutePath();
    private static final String API_KEY = DemoApiKey.FULL.text();
    private static final String READ_ONLY_KEY = DemoApiKey.READ_ONLY.text();

    private static final String PUBLIC_URL = "https://tokens.example.com/api";

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString(), "PUBLIC_URL", PUBLIC_URL));

    @RegisterExtension
    static final RunningService LIMITED = new RunningService(Map.of("RATE_LIMIT_PER_MINUTE", "1"));

    private static final ClientTable TABLE = new ClientTable();

    private static RecordingProxy proxy;
    private static RecordingProxy memberAddingProxy;
    private static RecordingProxy limitedProxy;
    private static EchoServer otherHost;
    private static UUID remote;

    @BeforeAll
    static void generate() {
        proxy = RecordingProxy.of(SERVICE.port());
        memberAddingProxy = RecordingProxy.addingMembers(SERVICE.port());
        limitedProxy = RecordingProxy.addingMembers(LIMITED.port());
        otherHost = new EchoServer(DemoCogs.directory());
        String url = "http://127.0.0.1:" + otherHost.port() + "/" + DemoCogs.KEY;
        remote = Rasters.add("public", "raster_dataset", "remote", url);
        Generators.run();
    }

    @AfterAll
    static void close() {
        proxy.close();
        memberAddingProxy.close();
        limitedProxy.close();
        otherHost.close();
        TABLE.write(Generators.OUTPUT.resolve("results.md"));
    }

    @ParameterizedTest
    @EnumSource(GeneratedClient.class)
    void clientWorksAndRevealsNoCredential(GeneratedClient client) {
        client.language().compile(client);
        TABLE.compiled(client);
        if (client.checks().isEmpty()) {
            return;
        }
        RecordingProxy used = client.isOfTheOriginal() ? proxy : memberAddingProxy;
        String session = Tokens.session(DemoUser.ANALYST);

        Command.Result result = Command.in(client.directory())
                .with(environment(used, session))
                .run(client.language().command().toArray(String[]::new));

        List<String> uris = Stream.of(used, limitedProxy)
                .flatMap(recording -> recording.takeUris().stream())
                .toList();
        List<String> revealing = RevealingUris.of(uris, List.of(session, API_KEY, READ_ONLY_KEY));
        TABLE.ran(client, result.output(), !revealing.isEmpty());
        String expected =
                client.checks().stream().map(check -> check.label() + " ok").collect(Collectors.joining("\n"));
        assertEquals(expected, result.output().strip());
        assertEquals(List.of(), revealing);
        assertFalse(uris.isEmpty());
        for (String secret : List.of(session, API_KEY, READ_ONLY_KEY)) {
            assertEquals(List.of(), otherHost.requestsWith(secret));
        }
    }

    private static Map<String, String> environment(RecordingProxy used, String session) {
        return Map.ofEntries(
                Map.entry("DEFAULT_URL", defaultUrl()),
                Map.entry("SERVICE_URL", used.url()),
                Map.entry("LIMITED_URL", limitedProxy.url()),
                Map.entry("SESSION", session),
                Map.entry("API_KEY", API_KEY),
                Map.entry("READ_ONLY_KEY", READ_ONLY_KEY),
                Map.entry("PUBLIC_ID", DemoDataset.PUBLIC.id().toString()),
                Map.entry("PUBLIC_HREF", PUBLIC_URL + "/datasets/" + DemoDataset.PUBLIC.id() + "/download/cog"),
                Map.entry("RESTRICTED_ID", DemoDataset.RESTRICTED.id().toString()),
                Map.entry("HIDDEN_ID", DemoDataset.PRIVATE.id().toString()),
                Map.entry("REMOTE_ID", remote.toString()),
                Map.entry("FILE", FILE.toString()));
    }

    private static String defaultUrl() {
        try {
            return new YAMLMapper()
                    .readTree(new File("openapi.yaml"))
                    .at("/servers/0/url")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
