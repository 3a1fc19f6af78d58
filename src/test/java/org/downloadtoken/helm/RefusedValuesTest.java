package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that Helm refuses bad values by the schema, and names the value. */
class RefusedValuesTest {
    private static final Path VALID = Chart.values("minimal");

    @TempDir
    private Path directory;

    @Test
    void valuesWithoutAFaultAreAccepted() {
        assertEquals("", Chart.SHIPPED.refusal(VALID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replica: 2                                            | replica",
                "replicas: -1                                          | /replicas",
                "replicas: two                                         | /replicas",
                "settings: {HTTP_PROT: 8080}                           | HTTP_PROT",
                "settings: {JWT_SECRET_KEY: a-secret-in-the-values}    | JWT_SECRET_KEY",
                "settings: {POSTGRES_PASSWORD: geolens}                | POSTGRES_PASSWORD",
                "settings: {HTTP_PORT: 8081}                           | HTTP_PORT",
                "settings: {TOKEN_TTL_SECONDS: 121}                    | /settings/TOKEN_TTL_SECONDS",
                "settings: {TOKEN_TTL_SECONDS: '60'}                   | /settings/TOKEN_TTL_SECONDS",
                "settings: {DATABASE_SSL_MODE: allow}                  | /settings/DATABASE_SSL_MODE",
                "settings: {PUBLIC_DOWNLOADS: yes}                     | /settings/PUBLIC_DOWNLOADS",
                "settings: {CORS_ALLOWED_ORIGINS: [https://a.example]} | /settings/CORS_ALLOWED_ORIGINS",
                "settings: {CLUSTER_ROLES: access}                     | CLUSTER_ROLES",
                "settings: {CLUSTER_HOST: 10.0.0.4}                    | CLUSTER_HOST",
                "settings: {CLUSTER_MEMBERS: '10.0.0.4:5701'}          | CLUSTER_MEMBERS",
                "settings: {CLUSTER_INSECURE: allow}                   | CLUSTER_INSECURE",
                "cluster: {enabled: access}                            | /cluster/enabled",
                "cluster: {insecure: yes}                              | /cluster/insecure",
                "cluster: {certificate: {name: members}}               | /cluster/certificate",
                "cluster: {access: {replicas: 0}}                      | /cluster/access/replicas",
                "cluster: {access: {settings: {POSTGRES_HOST: a}}}     | settings",
                "secrets: {jwtSecretKey: {value: a-secret}}            | value",
                "secrets: {jwtSecretKey: {name: Not_A_Name}}           | /secrets/jwtSecretKey/name",
                "secrets: {postgresPassword: {key: a/b}}               | /secrets/postgresPassword/key",
                "secrets: {signingKeys: {name: keys, key: a.pem}}      | key",
                "downloads: {subPath: /etc}                            | /downloads/subPath",
                "image: {repository: 'registry.example.com/a:1.0'}     | /image/repository",
                "image: {digest: 0123456789abcdef}                     | /image/digest",
                "image: {pullPolicy: Sometimes}                        | /image/pullPolicy",
                "fullnameOverride: Tokens                              | /fullnameOverride",
                "resources: {limit: {cpu: 2}}                          | limit",
                "autoscaling: {minReplicas: 0}                         | /autoscaling/minReplicas",
                "podDisruptionBudget: {maxUnavailable: half}           | /podDisruptionBudget/maxUnavailable",
                "preStopSeconds: 301                                   | /preStopSeconds",
                "drainSeconds: 5s                                      | /drainSeconds",
                "service: {port: 0}                                    | /service/port",
                "service: {type: ExternalName}                         | /service/type",
                "tls: {secret: {name: certificate}}                    | /tls/secret",
                "tls: {management: true}                               | /tls/secret",
                "tls: {secret: certificate, management: always}        | /tls/management",
                "userId: 0                                             | /userId",
                "podLabels: {version: 1}                               | /podLabels/version",
                "topologySpread: Always                                | /topologySpread",
                "networkPolicy: {clients: [{namespace: gateway}]}      | namespace",
                "networkPolicy: {clients: [{}]}                        | /networkPolicy/clients/0",
                "networkPolicy: {egress: {s3: []}}                     | s3",
                "serviceMonitor: {interval: 15}                        | /serviceMonitor/interval",
                "serviceMonitor: {tlsConfig: {caFile: /etc/ca.crt}}    | caFile",
                "serviceMonitor: {tlsConfig: {serverName: 10}}         | /serviceMonitor/tlsConfig/serverName",
                "serviceMonitor: {tlsConfig: {ca: {secret: ca}}}       | /serviceMonitor/tlsConfig/ca/secret",
                "serviceMonitor: {tlsConfig: {ca: {}}}                 | /serviceMonitor/tlsConfig/ca",
                "serviceMonitor: {tlsConfig: {keySecret: {name: a, key: b}}} | /serviceMonitor/tlsConfig",
                "httpRoute: {enabled: true}                            | /httpRoute/parentRefs",
                "httpRoute: {parentRefs: [{namespace: gateway}]}       | /httpRoute/parentRefs/0",
                "httpRoute: {downloadTimeout: never}                   | /httpRoute/downloadTimeout",
                "securityPolicy: {enabled: true}                       | /securityPolicy/routes",
                "securityPolicy: {routes: [Tiles]}                     | /securityPolicy/routes/0",
                "tls: null                                             | tls",
                "replicas: null                                        | replicas",
                "image: {tag: null}                                    | tag",
                "secrets: {jwtSecretKey: {key: null}}                  | key",
                "extraVolumes: [{configMap: {name: a}}]                | name",
                "extraVolumes: [{name: tmp, emptyDir: {}}]             | /extraVolumes/0/name",
                "extraVolumes: [{name: cluster, emptyDir: {}}]         | /extraVolumes/0/name",
                "extraVolumeMounts: [{name: a, mountPath: /tmp/a}]     | /extraVolumeMounts/0/mountPath",
                "affinity: [zone]                                      | /affinity"
            })
    void badValueIsRefused(String values, String named) throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), values);

        String refusal = Chart.SHIPPED.refusal(VALID, bad);

        assertTrue(refusal.contains("don't meet the specifications of the schema"), refusal);
        assertTrue(refusal.contains("'" + named + "'"), refusal);
    }
}
