package org.downloadtoken.clients;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The clients that are generated. The name in lower case is that of its directory and of its program. */
enum GeneratedClient {
    JAVA_NATIVE(Language.JAVA, Check.ALL),
    JAVA_VERTX(Language.JAVA, Check.NONE),
    TYPESCRIPT_FETCH(Language.TYPESCRIPT, Check.ALL),
    /** openapi-fetch takes only a URL that its caller gives. */
    OPENAPI_FETCH(Language.TYPESCRIPT, EnumSet.complementOf(EnumSet.of(Check.SERVER))),
    HEY_API(Language.TYPESCRIPT, Check.ALL),
    PYTHON(Language.PYTHON, Check.ALL),
    GO(Language.GO, Check.ALL),
    KOTLIN(Language.KOTLIN, Check.NONE),
    ORIGINAL_JAVA(Language.JAVA, Check.ORIGINAL),
    ORIGINAL_TYPESCRIPT(Language.TYPESCRIPT, Check.ORIGINAL),
    ORIGINAL_PYTHON(Language.PYTHON, Check.ORIGINAL),
    ORIGINAL_GO(Language.GO, Check.ORIGINAL);

    private final Language language;
    private final Set<Check> checks;

    GeneratedClient(Language language, Set<Check> checks) {
        this.language = language;
        this.checks = checks;
    }

    Language language() {
        return language;
    }

    /** The checks that its program makes; none if the client is only compiled. */
    Set<Check> checks() {
        return checks;
    }

    /** The directory of the generated files. */
    Path directory() {
        return Generators.OUTPUT.resolve(label());
    }

    /** The directory of the program that uses the client. */
    Path program() {
        return Path.of("src/clients/programs").resolve(label());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
