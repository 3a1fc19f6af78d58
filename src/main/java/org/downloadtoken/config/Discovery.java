package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;
import org.downloadtoken.encoding.HostPort;

/** How an instance finds the other members of its cluster. */
public sealed interface Discovery {
    /**
     * By a list.
     *
     * @param members some of the members, which may include this one; never empty
     */
    record Members(List<HostPort> members) implements Discovery {
        public Members {
            members = List.copyOf(members);
        }
    }

    /**
     * By the addresses of a headless service of Kubernetes.
     *
     * @param name its DNS name
     */
    record KubernetesService(String name) implements Discovery {}

    ListSetting<HostPort> MEMBERS = new ListSetting<>(
            "CLUSTER_MEMBERS",
            "",
            Discovery::hostPort,
            "a comma-separated list of host:port",
            "Members of the cluster, by their CLUSTER_HOST and CLUSTER_PORT. An instance needs one that runs, not all.");

    TextSetting KUBERNETES_SERVICE = new TextSetting(
            "CLUSTER_KUBERNETES_SERVICE",
            "",
            text -> HostName.parse(text).isPresent(),
            "a DNS name such as cluster.geodata.svc.cluster.local",
            "DNS name of a headless service of Kubernetes that has the members, instead of CLUSTER_MEMBERS.");

    List<Setting> SETTINGS = List.of(MEMBERS, KUBERNETES_SERVICE);

    /** Empty if the instance has no cluster. */
    static Optional<Discovery> from(Map<String, String> values) {
        List<HostPort> members = MEMBERS.read(values);
        Optional<String> service = KUBERNETES_SERVICE.readOptional(values);
        if (!members.isEmpty() && service.isPresent()) {
            throw new ConfigException(MEMBERS.name() + " and " + KUBERNETES_SERVICE.name()
                    + " are both set; only one of them is allowed");
        }
        return members.isEmpty() ? service.map(KubernetesService::new) : Optional.of(new Members(members));
    }

    private static Optional<HostPort> hostPort(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        String port = text.substring(colon + 1);
        boolean isAddressWithoutBrackets = host.contains(":") && !host.startsWith("[");
        if (isAddressWithoutBrackets || !port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535) {
            return Optional.empty();
        }
        return HostName.parse(host).map(name -> new HostPort(name, Integer.parseInt(port)));
    }
}
