package org.downloadtoken.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.downloadtoken.demo.DemoApiKey;
import org.downloadtoken.demo.DemoCogs;
import org.downloadtoken.demo.DemoDataset;
import org.downloadtoken.demo.DemoUser;
import org.downloadtoken.testing.RunningService;
import org.downloadtoken.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that strangers generate from the contract compile, mint, download, and understand errors. */
class GeneratedClientsIT {
    private static final Path FILE = DemoCogs.file().toAbsolutePath();
    private static final String API_KEY = DemoApiKey.FULL.text();
    private static final String READ_ONLY_KEY = DemoApiKey.READ_ONLY.text();

    @RegisterExtension
    static final RunningService SERVICE =
            new RunningService(Map.of("DOWNLOAD_ROOT", DemoCogs.directory().toString()));

    @RegisterExtension
    static final RunningService LIMITED = new RunningService(Map.of("RATE_LIMIT_PER_MINUTE", "1"));

    private static final ClientTable TABLE = new ClientTable();

    private static RecordingProxy today;
    private static RecordingProxy later;

    @BeforeAll
    static void generate() {
        today = RecordingProxy.of(SERVICE.port());
        later = RecordingProxy.addingMembers(SERVICE.port());
        Generators.run();
    }

    @AfterAll
    static void close() {
        today.close();
        later.close();
        TABLE.write(Generators.OUTPUT.resolve("results.md"));
    }

    @ParameterizedTest
    @EnumSource(GeneratedClient.class)
    void clientWorksAndSendsNoCredentialInAUrl(GeneratedClient client) {
        client.language().compile(client);
        TABLE.compiled(client);
        if (client.checks().isEmpty()) {
            return;
        }
        RecordingProxy proxy = client.isOfTheOriginal() ? today : later;
        String session = Tokens.session(DemoUser.ANALYST);

        Command.Result result = Command.in(client.directory())
                .with(environment(proxy, session))
                .run(client.language().command().toArray(String[]::new));

        List<String> uris = proxy.takeUris();
        List<String> revealing = uris.stream()
                .filter(uri -> !UriCheck.hasNoCredential(uri, List.of(session, API_KEY, READ_ONLY_KEY)))
                .toList();
        TABLE.ran(client, result.output(), !revealing.isEmpty());
        String expected =
                client.checks().stream().map(check -> check.label() + " ok").collect(Collectors.joining("\n"));
        assertEquals(expected, result.output().strip());
        assertEquals(List.of(), revealing);
        assertFalse(uris.isEmpty());
    }

    private static Map<String, String> environment(RecordingProxy proxy, String session) {
        return Map.of(
                "DEFAULT_URL",
                "http://127.0.0.1:8080/api",
                "SERVICE_URL",
                proxy.url(),
                "LIMITED_URL",
                "http://127.0.0.1:" + LIMITED.port() + "/api",
                "SESSION",
                session,
                "API_KEY",
                API_KEY,
                "READ_ONLY_KEY",
                READ_ONLY_KEY,
                "PUBLIC_ID",
                DemoDataset.PUBLIC.id().toString(),
                "RESTRICTED_ID",
                DemoDataset.RESTRICTED.id().toString(),
                "HIDDEN_ID",
                DemoDataset.PRIVATE.id().toString(),
                "FILE",
                FILE.toString());
    }
}
