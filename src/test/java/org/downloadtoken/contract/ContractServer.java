package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server of an operation. openapi-diff 2.1.7 does not compare servers.
 *
 * @param template its URL, which may contain variables
 * @param url the URL with the default of each variable
 * @param variables the definitions of the variables
 */
record ContractServer(String template, String url, JsonNode variables) {
    private static ContractServer of(JsonNode server) {
        // Without servers, OpenAPI assumes one with this URL.
        String template = server.path("url").asText("/");
        String url = template;
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText());
        }
        return new ContractServer(template, url, server.path("variables"));
    }

    /** The breaking changes of an operation's servers. Clients use the first one unless they choose another. */
    static List<String> changes(JsonNode released, JsonNode current) {
        List<ContractServer> servers = servers(current);
        List<String> changes = new ArrayList<>();
        for (ContractServer server : servers(released)) {
            if (servers.stream().noneMatch(other -> other.replaces(server))) {
                changes.add("the server " + server.template + " was removed");
            }
        }
        ContractServer first = servers(released).get(0);
        if (changes.isEmpty() && !servers.get(0).replaces(first)) {
            changes.add("the first server changed from " + first.template + " to " + servers.get(0).template);
        }
        return changes;
    }

    private static List<ContractServer> servers(JsonNode operation) {
        List<ContractServer> servers = new ArrayList<>();
        operation.path("servers").forEach(server -> servers.add(of(server)));
        return servers.isEmpty() ? List.of(of(operation.path("servers"))) : servers;
    }

    /** Whether a client of the other server can use this one: it has the same URL, and the same variables if it had any. */
    private boolean replaces(ContractServer other) {
        boolean sameVariables = template.equals(other.template) && variables.equals(other.variables);
        return url.equals(other.url) && (sameVariables || other.template.equals(other.url));
    }
}
