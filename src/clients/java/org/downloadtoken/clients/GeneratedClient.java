package org.downloadtoken.clients;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The clients that are generated. The name in lower case is that of its directory and of its program. */
enum GeneratedClient {
    JAVA_NATIVE(Language.JAVA, CheckSet.ALL),
    JAVA_VERTX(Language.JAVA, CheckSet.NONE),
    TYPESCRIPT_FETCH(Language.TYPESCRIPT, CheckSet.ALL),
    /** openapi-fetch takes only a URL that its caller gives. */
    OPENAPI_FETCH(Language.TYPESCRIPT, CheckSet.WITHOUT_SERVER),
    HEY_API(Language.TYPESCRIPT, CheckSet.ALL),
    PYTHON(Language.PYTHON, CheckSet.ALL),
    GO(Language.GO, CheckSet.ALL),
    KOTLIN(Language.KOTLIN, CheckSet.NONE),
    ORIGINAL_JAVA(Language.JAVA, CheckSet.ORIGINAL),
    ORIGINAL_TYPESCRIPT(Language.TYPESCRIPT, CheckSet.ORIGINAL),
    ORIGINAL_PYTHON(Language.PYTHON, CheckSet.ORIGINAL),
    ORIGINAL_GO(Language.GO, CheckSet.ORIGINAL);

    private final Language language;
    private final CheckSet checks;

    GeneratedClient(Language language, CheckSet checks) {
        this.language = language;
        this.checks = checks;
    }

    Language language() {
        return language;
    }

    /** The checks that its program makes; none if the client is only compiled. */
    Set<ClientCheck> checks() {
        return checks.checks();
    }

    /** Whether it is generated from the original contract. Such a client may reject unknown members. */
    boolean isOfTheOriginal() {
        return checks == CheckSet.ORIGINAL;
    }

    /** The directory of the generated files. */
    Path directory() {
        return Generators.OUTPUT.resolve(label());
    }

    /** The directory of the program that uses the client. */
    Path sources() {
        return Path.of("src/clients/programs").resolve(label());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
