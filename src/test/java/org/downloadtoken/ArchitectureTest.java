package org.downloadtoken;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.downloadtoken", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] HTTP = {"org.downloadtoken.http..", "io.vertx.core.http..", "io.vertx.ext.web.."};
    private static final String[] JWT = {"org.downloadtoken.token..", "io.vertx.ext.auth.."};

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.downloadtoken.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tokenKnowsNothingOfHttp = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.token..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule accessKnowsNothingOfHttp = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule limitKnowsNothingOfHttp = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.limit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule accessKnowsNothingOfJwt = noClasses()
            .that()
            .resideInAPackage("org.downloadtoken.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JWT);

    @ArchTest
    static final ArchRule onlyAccessSpeaksToPostgres = noClasses()
            .that()
            .resideOutsideOfPackage("org.downloadtoken.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..");

    @ArchTest
    static final ArchRule sqlStandsInTheQueryClasses = noClasses()
            .that()
            .doNotHaveSimpleName("DatasetAccessQuery")
            .and()
            .doNotHaveSimpleName("CatalogServerQuery")
            .and()
            .doNotHaveSimpleName("InvalidationQuery")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.sqlclient.Query");

    @ArchTest
    static final ArchRule thePolicyIsPure = noClasses()
            .that()
            .haveSimpleNameStartingWith("AccessPolicy")
            .or()
            .haveSimpleNameStartingWith("AccessFacts")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");
}
