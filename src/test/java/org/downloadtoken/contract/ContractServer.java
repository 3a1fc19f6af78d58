package org.downloadtoken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server of the contract.
 *
 * @param template its URL, which may contain variables
 * @param url the URL with the default of each variable
 */
record ContractServer(String template, String url) {
    static List<ContractServer> all(JsonNode document) {
        List<ContractServer> servers = new ArrayList<>();
        document.path("servers").forEach(server -> servers.add(of(server)));
        return servers;
    }

    private static ContractServer of(JsonNode server) {
        String template = server.path("url").asText();
        String url = template;
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText());
        }
        return new ContractServer(template, url);
    }

    /** Whether a client of the other server can use this one: it has the same URL, and the same variables if it had any. */
    boolean replaces(ContractServer other) {
        return url.equals(other.url) && (template.equals(other.template) || other.template.equals(other.url));
    }
}
