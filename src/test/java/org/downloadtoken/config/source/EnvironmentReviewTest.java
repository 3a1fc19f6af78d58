package org.downloadtoken.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReviewTest {
    @ParameterizedTest
    @ValueSource(strings = {"tcp://10.96.14.7:5432", "udp://10.96.14.7:53", "tcp://[fd00::7]:5432"})
    void serviceLinkInThePlaceOfAPortIsIgnoredWithAWarning(String link) {
        Map<String, String> environment = Map.of("POSTGRES_PORT", link, "HTTP_PORT", link, "MANAGEMENT_PORT", link);

        List<String> warnings = EnvironmentReview.warnings(environment);

        assertEquals(Map.of(), ConfigSource.load(environment));
        assertEquals(3, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("the environment variable HTTP_PORT is ignored"), warnings::toString);
        assertFalse(warnings.toString().contains(link), warnings::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_HOST, tcp://10.96.14.7:5432",
        "POSTGRES_PORT, http://10.96.14.7:5432",
        "POSTGRES_PORT, tcp://10.96.14.7",
        "POSTGRES_PORT, tcp://user@10.96.14.7:5432",
        "HTTP_PORT, tcp://10.96.14.7:5432/path"
    })
    void otherValueIsNoServiceLink(String name, String value) {
        assertEquals(Map.of(name, value), ConfigSource.load(Map.of(name, value)));
        assertEquals(List.of(), EnvironmentReview.warnings(Map.of(name, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PROT, HTTP_PORT",
        "http_port, HTTP_PORT",
        "HTTP-PORT, HTTP_PORT",
        "HTTPPORT_, HTTP_PORT",
        "JWT_SECRET, JWT_SECRET_KEY",
        "JWT_SECRET_FILE, JWT_SECRET_KEY_FILE",
        "POSTGRES_PASSWD, POSTGRES_PASSWORD",
        "POSTGRES_PWD, POSTGRES_PASSWORD",
        "POSTGRES_USERNAME, POSTGRES_USER",
        "POSTGRES_USER_FILE, POSTGRES_USER",
        "POSTGRES_DATABASE, POSTGRES_DB",
        "POSTGRES_DB_NAME, POSTGRES_DB",
        "POSTGRESQL_HOST, POSTGRES_HOST",
        "RATE_LIMIT, RATE_LIMIT_PER_MINUTE",
        "CORS_ORIGINS, CORS_ALLOWED_ORIGINS",
        "CORS_ALLOWED_ORIGIN, CORS_ALLOWED_ORIGINS",
        "TRUSTED_PROXY, TRUSTED_PROXIES",
        "TOKEN_TTL, TOKEN_TTL_SECONDS",
        "DB_SSL_MODE, DATABASE_SSL_MODE",
        "DOWNLOADS_ROOT, DOWNLOAD_ROOT",
        "CONFIG_FILE, CONF_FILE",
        "S3_BUCKET_NAME, S3_BUCKET"
    })
    void misspeltVariableIsWarnedAboutWithoutItsValue(String name, String meant) {
        List<String> warnings = EnvironmentReview.warnings(Map.of(name, "a value"));

        assertEquals(
                List.of("the environment variable " + name + " is not a setting and is ignored; did you mean " + meant
                        + "?"),
                warnings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP_PROXY",
                "HTTPS_PROXY",
                "http_proxy",
                "NO_PROXY",
                "POSTGRES_VERSION",
                "POSTGRES_INITDB_ARGS",
                "POSTGRES_HOST_AUTH_METHOD",
                "POSTGRES_SERVICE_HOST",
                "POSTGRES_SERVICE_PORT",
                "POSTGRES_SERVICE_PORT_SQL",
                "POSTGRES_PORT_5432_TCP",
                "POSTGRES_PORT_5432_TCP_ADDR",
                "HTTP_PORT_8080_TCP_PROTO",
                "PGHOST",
                "PGPASSWORD",
                "PG_MAJOR",
                "PORT",
                "HOST",
                "HOSTNAME",
                "PATH",
                "HOME",
                "USER",
                "LANG",
                "LC_ALL",
                "TZ",
                "LOGNAME",
                "SMTP_HOST",
                "SMTP_PORT",
                "REDIS_HOST",
                "REDIS_PORT",
                "DATABASE_URL",
                "SECRET_KEY",
                "JAVA_HOME",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "AWS_REGION",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "SESSION_MANAGER",
                "XDG_SESSION_ID",
                "SSH_CONNECTION",
                "KUBERNETES_PORT",
                "KUBERNETES_SERVICE_PORT_HTTPS",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "POSTGRES_PORT",
                "POSTGRES_PASSWORD_FILE",
                "CONF_FILE"
            })
    void variableOfAnotherProgramIsNotWarnedAbout(String name) {
        assertEquals(List.of(), EnvironmentReview.warnings(Map.of(name, "5432")));
    }

    @Test
    void invisibleCharacterInANameIsWarnedAbout() {
        assertEquals(
                List.of("an environment variable is ignored, since its name is HTTP_PORT with an invisible or foreign"
                        + " character, such as a byte order mark"),
                EnvironmentReview.warnings(Map.of("\uFEFFHTTP_PORT", "1")));
    }

    @Test
    void serviceLinkOfAnotherServiceIsNotWarnedAbout() {
        assertEquals(List.of(), EnvironmentReview.warnings(Map.of("HTTPS_PORT", "tcp://10.96.14.9:443")));
    }
}
