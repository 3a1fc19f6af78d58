package org.downloadtoken.config;

/**
 * How a proxy tells what its client asked for.
 *
 * @param uriHeader the one header that is trusted
 * @param path what the path of that URI has to be, with {@link #DATASET_ID} in the place of the id
 */
public record ForwardAuth(String uriHeader, String path) {
    public static final String DATASET_ID = "{dataset_id}";

    private static final String SEGMENT = "/[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
    private static final String ID_SEGMENT = "/[A-Za-z0-9._~-]*\\{dataset_id}[A-Za-z0-9._~-]*";

    static ForwardAuth from(SettingReader read, String basePath) {
        String path = read.matching(
                Setting.FORWARD_AUTH_PATH,
                "((" + SEGMENT + ")*" + ID_SEGMENT + "(" + SEGMENT + ")*)?",
                "a path with " + DATASET_ID + " once, such as /cogs/{dataset_id}.tif");
        return new ForwardAuth(
                read.matching(
                        Setting.FORWARD_AUTH_URI_HEADER,
                        "[A-Za-z0-9-]{1,64}",
                        "the name of a header, such as X-Original-URI"),
                path.isEmpty() ? basePath + "/datasets/" + DATASET_ID + "/download/cog" : path);
    }
}
