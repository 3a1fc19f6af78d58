package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.ConfigException;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;

/**
 * How a proxy describes the request of its client.
 *
 * @param uriHeader the only header from which the URI is read
 * @param paths the paths that the URI may have
 */
public record ForwardAuth(String uriHeader, List<PathTemplate> paths) {
    /** Each request is compared with all of them. */
    private static final int MAX_PATHS = 16;

    static final TextSetting URI_HEADER = TextSetting.matching(
            "FORWARD_AUTH_URI_HEADER",
            "X-Original-URI",
            "[A-Za-z0-9-]{1,64}",
            "the name of a header, such as X-Original-URI",
            "The only header from which the URI of the proxy's client is read.");

    static final ListSetting<PathTemplate> PATHS = new ListSetting<>(
            "FORWARD_AUTH_PATHS",
            "",
            text -> Optional.of(PathTemplate.parse(text)),
            "up to " + MAX_PATHS
                    + " paths, each with {dataset_id} in exactly one segment, and optionally ** or {file_name} as"
                    + " the last segment, such as /tiles/{dataset_id}/**",
            "Paths that this URI may have. The default is HTTP_BASE_PATH + /datasets/{dataset_id}/download/cog and"
                    + " HTTP_BASE_PATH + /datasets/{dataset_id}/download/{file_name}.");

    static final List<Setting> SETTINGS = List.of(URI_HEADER, PATHS);

    public ForwardAuth {
        paths = List.copyOf(paths);
    }

    static ForwardAuth from(Map<String, String> values, String basePath) {
        List<PathTemplate> paths = PATHS.read(values);
        if (paths.size() > MAX_PATHS) {
            throw ConfigException.invalid(PATHS, PATHS.text(values));
        }
        return new ForwardAuth(URI_HEADER.read(values), paths.isEmpty() ? downloads(basePath) : paths);
    }

    /** The downloads of this service. */
    private static List<PathTemplate> downloads(String basePath) {
        String directory = basePath + "/datasets/{dataset_id}/download/";
        return List.of(PathTemplate.parse(directory + "cog"), PathTemplate.parse(directory + "{file_name}"));
    }
}
