package org.downloadtoken;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

@AnalyzeClasses(packages = "org.downloadtoken", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.downloadtoken.";

    /** The layers from top to bottom. A package may use the packages of lower lines, but not those of its own line. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("check.."),
            List.of("mint..", "download..", "forwardauth.."),
            List.of("guard.."),
            List.of("server.."),
            List.of("pages..", "cluster.."),
            List.of("token.."),
            List.of("access.."),
            List.of("audit.."),
            List.of("metrics.."),
            List.of("session.."),
            List.of("config.."),
            List.of("jose..", "ratelimit.."),
            List.of("representation.."),
            List.of("failure..", "encoding..", "log.."));

    /** The layers within the package access. */
    private static final List<List<String>> ACCESS_LAYERS = List.of(
            List.of("access"),
            List.of("access.cluster.."),
            List.of("access.invalidation.."),
            List.of("access.catalog..", "access.wire.."),
            List.of("access.policy.."));

    /** The layers within the package ratelimit. */
    private static final List<List<String>> RATE_LIMIT_LAYERS =
            List.of(List.of("ratelimit.cluster.."), List.of("ratelimit"));

    private static final String[] HTTP = {"org.downloadtoken.server..", "io.vertx.core.http..", "io.vertx.ext.web.."};
    private static final String[] INTERNALS = {
        "io.vertx..impl..",
        "io.vertx..internal..",
        "io.netty.buffer..",
        "io.netty.channel..",
        "io.netty.handler.timeout.."
    };

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.downloadtoken.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfSettingsFormNoCycle =
            slices().matching("org.downloadtoken.config.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheCatalogFormNoCycle =
            slices().matching("org.downloadtoken.access.catalog.(**)").should().beFreeOfCycles();

    @ArchTest
    static void dependenciesGoDown(JavaClasses classes) {
        assertGoDown(classes, LAYERS);
        assertGoDown(classes, ACCESS_LAYERS);
        assertGoDown(classes, RATE_LIMIT_LAYERS);
    }

    @ArchTest
    static final ArchRule noPackageKnowsTheRootPackage = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.downloadtoken");

    @ArchTest
    static final ArchRule accessTokenAndRateLimitDoNotKnowHttp = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.downloadtoken.access..", "org.downloadtoken.token..", "org.downloadtoken.ratelimit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule sessionDoesNotKnowTheRouter = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.downloadtoken.server..", "io.vertx.ext.web..");

    @ArchTest
    static final ArchRule accessDoesNotKnowJwt = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.downloadtoken.jose..", "io.vertx.ext.auth..");

    @ArchTest
    static final ArchRule onlyAccessUsesThePostgresClient = noClasses()
            .that()
            .resideOutsideOfPackage("org.downloadtoken.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..");

    @ArchTest
    static final ArchRule sqlIsInTheQueryClassesOfTheCatalog = noClasses()
            .that()
            .resideOutsideOfPackage("org.downloadtoken.access.catalog..")
            .or()
            .haveSimpleNameNotEndingWith("Query")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.vertx\\.sqlclient\\.(Prepared)?Query");

    @ArchTest
    static final ArchRule onlyClusterUsesHazelcast = noClasses()
            .that()
            .resideOutsideOfPackage("org.downloadtoken.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.hazelcast..", "io.vertx.spi.cluster.hazelcast..", "io.github.bucket4j.grid.hazelcast..");

    @ArchTest
    static final ArchRule policyDoesNotUseVertx = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.access.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule internalsAreUsedInTwoPackages = noClasses()
            .that()
            .resideOutsideOfPackages("org.downloadtoken.server..", "org.downloadtoken.jose..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INTERNALS);

    private static void assertGoDown(JavaClasses classes, List<List<String>> layers) {
        List<String> above = new ArrayList<>();
        for (List<String> layer : layers) {
            for (String name : layer) {
                List<String> forbidden = new ArrayList<>(above);
                layer.stream()
                        .filter(other -> !other.equals(name))
                        .map(other -> ROOT + other)
                        .forEach(forbidden::add);
                if (!forbidden.isEmpty()) {
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + name)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden.toArray(String[]::new))
                            .check(classes);
                }
            }
            layer.forEach(name -> above.add(ROOT + name));
        }
    }
}
