package org.downloadtoken.clients;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The clients that are generated. The name in lower case is that of its directory and of its program. */
enum GeneratedClient {
    JAVA_NATIVE(Language.JAVA, Program.ALL),
    JAVA_VERTX(Language.JAVA, Program.NONE),
    TYPESCRIPT_FETCH(Language.TYPESCRIPT, Program.ALL),
    /** openapi-fetch takes only a URL that its caller gives. */
    OPENAPI_FETCH(Language.TYPESCRIPT, Program.WITHOUT_SERVER),
    HEY_API(Language.TYPESCRIPT, Program.ALL),
    PYTHON(Language.PYTHON, Program.ALL),
    GO(Language.GO, Program.ALL),
    KOTLIN(Language.KOTLIN, Program.NONE),
    ORIGINAL_JAVA(Language.JAVA, Program.ORIGINAL),
    ORIGINAL_TYPESCRIPT(Language.TYPESCRIPT, Program.ORIGINAL),
    ORIGINAL_PYTHON(Language.PYTHON, Program.ORIGINAL),
    ORIGINAL_GO(Language.GO, Program.ORIGINAL);

    private final Language language;
    private final Program program;

    GeneratedClient(Language language, Program program) {
        this.language = language;
        this.program = program;
    }

    Language language() {
        return language;
    }

    /** The checks that its program makes; none if the client is only compiled. */
    Set<Check> checks() {
        return program.checks();
    }

    /** Whether it is generated from the original contract, which does not say that responses may get more members. */
    boolean isOfTheOriginal() {
        return program == Program.ORIGINAL;
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
