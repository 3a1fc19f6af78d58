package org.downloadtoken.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.downloadtoken.testing.helm.Chart;
import org.junit.jupiter.api.Test;

/** Tests how Envoy Gateway asks the service about requests to a store. */
class SecurityPolicyTest {
    /** fabric8 has no model of this kind. The form is that of its CRD in Envoy Gateway 1.9, with which it was compared. */
    @Test
    void envoyGatewayAsksTheServiceAboutTheRoutes() throws IOException {
        assertEquals(
                new YAMLMapper().readTree("""
                        targetRefs:
                          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: tiles}
                          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: zarr}
                        extAuth:
                          failOpen: false
                          timeout: 3s
                          statusOnError: 503
                          headersToExtAuth: [authorization, x-api-key, x-forwarded-for]
                          http:
                            path: /api/auth/ext-authz
                            backendRefs: [{name: geo-download-token-service, port: 80}]
                            headersToBackend: [x-download-dataset, x-download-subject]
                        """),
                Chart.SHIPPED
                        .render(Chart.values("envoy-gateway"))
                        .one("SecurityPolicy")
                        .get("spec"));
    }
}
