package org.downloadtoken.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of another project that mints a signed, short-lived JWT for a request. */
public enum Peer {
    /** A handler without a catalog, in the stack of GeoLens: FastAPI, uvicorn and PyJWT. */
    FASTAPI(
            "FastAPI with PyJWT",
            "install python3-fastapi python3-uvicorn python3-uvloop python3-httptools python3-jwt") {
        @Override
        public boolean isInstalled() throws IOException {
            return Files.isExecutable(Path.of(PYTHON))
                    && Command.of(PYTHON, "-c", "import fastapi, uvicorn, uvloop, httptools, jwt")
                                    .exitCode()
                            == 0;
        }

        @Override
        public Server start(Jdk jdk) throws IOException {
            return listening(
                    List.of(PYTHON, DIRECTORY.resolve("fastapi_peer.py").toString()));
        }
    },

    /** A token endpoint with the grant "client credentials". */
    SPRING("Spring Authorization Server", "run mvn -f src/bench/peers/spring/pom.xml package") {
        @Override
        public boolean isInstalled() {
            return Files.exists(SPRING_JAR);
        }

        @Override
        public Server start(Jdk jdk) throws IOException {
            return listening(jdk.command(List.of("-jar", SPRING_JAR.toString())));
        }
    };

    private static final String PYTHON = "/usr/bin/python3";
    private static final Path DIRECTORY = Path.of(System.getProperty("bench.peers", "src/bench/peers"));
    private static final Path SPRING_JAR = DIRECTORY.resolve("spring/target/peer.jar");

    private final String title;
    private final String installation;

    Peer(String title, String installation) {
        this.title = title;
        this.installation = installation;
    }

    public String title() {
        return title;
    }

    /** How to install it. */
    public String installation() {
        return installation;
    }

    public abstract boolean isInstalled() throws IOException;

    /** Starts it; the JDK is for those that need one. */
    public abstract Server start(Jdk jdk) throws IOException;

    /** Starts a command that finds its port and the secret in the environment. */
    private static Server listening(List<String> command) throws IOException {
        int port = Server.freePort();
        return Server.start(
                command, Map.of("PORT", String.valueOf(port), "JWT_SECRET_KEY", ServiceSettings.SECRET), port);
    }
}
