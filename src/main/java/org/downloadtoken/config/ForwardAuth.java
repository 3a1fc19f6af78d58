package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.config.setting.TextSetting;

/**
 * How a proxy describes the request of its client.
 *
 * @param uriHeader the only header from which the URI is read
 * @param path the required path of that URI, with {@link #DATASET_ID} in the place of the id
 */
public record ForwardAuth(String uriHeader, String path) {
    public static final String DATASET_ID = "{dataset_id}";

    private static final String SEGMENT = "/[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
    private static final String ID_SEGMENT = "/[A-Za-z0-9._~-]*\\{dataset_id}[A-Za-z0-9._~-]*";

    static final TextSetting URI_HEADER = TextSetting.matching(
            "FORWARD_AUTH_URI_HEADER",
            "X-Original-URI",
            "[A-Za-z0-9-]{1,64}",
            "the name of a header, such as X-Original-URI",
            "The only header from which the URI of the proxy's client is read.");

    static final TextSetting PATH = TextSetting.matching(
            "FORWARD_AUTH_PATH",
            "",
            "(" + SEGMENT + ")*" + ID_SEGMENT + "(" + SEGMENT + ")*",
            "a path with " + DATASET_ID + " once, such as /cogs/{dataset_id}.tif",
            "Required path of that URI. The default is HTTP_BASE_PATH + /datasets/{dataset_id}/download/cog.");

    static final List<Setting> SETTINGS = List.of(URI_HEADER, PATH);

    static ForwardAuth from(Map<String, String> values, String basePath) {
        return new ForwardAuth(
                URI_HEADER.read(values),
                PATH.readOptional(values).orElse(basePath + "/datasets/" + DATASET_ID + "/download/cog"));
    }
}
