package org.downloadtoken.config;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.downloadtoken.config.setting.TextSetting;

/**
 * Forms the key of a file in the managed storage. A catalog with several tenants keeps the files of each tenant below a
 * directory of its own, and does not repeat that directory in {@code asset_uri}.
 */
public record StorageKeyTemplate(String template) {
    private static final String TENANT_ID = "{tenant_id}";
    private static final String ASSET_URI = "{asset_uri}";

    /** The default: each key is the URI as it is. */
    public static final StorageKeyTemplate ASSET_URI_ONLY = new StorageKeyTemplate(ASSET_URI);

    /**
     * No directory is {@code .} or {@code ..}. The URI is last, after a slash. Otherwise a URI that begins with a dot could form
     * the segment {@code ..}.
     */
    private static final String DIRECTORY = "(?!\\.{1,2}/)([^/\\\\{}\\p{Cntrl}]|\\{tenant_id})+/";

    static final TextSetting SETTING = TextSetting.matching(
            "STORAGE_KEY_TEMPLATE",
            "",
            "(" + DIRECTORY + ")*\\{asset_uri}",
            "{asset_uri}, or a relative path that ends in /{asset_uri} and may contain {tenant_id}, without . and .. as a "
                    + "segment, such as tenants/{tenant_id}/{asset_uri}",
            "Key of a managed file below DOWNLOAD_ROOT or in S3_BUCKET. The default is its asset_uri.");

    static StorageKeyTemplate from(Map<String, String> values) {
        return SETTING.readOptional(values).map(StorageKeyTemplate::new).orElse(ASSET_URI_ONLY);
    }

    /** Whether a file without a tenant has no key. */
    public boolean requiresTenant() {
        return template.contains(TENANT_ID);
    }

    /**
     * The key of a file. Empty if the template requires a tenant and the dataset has none. Also empty if the URI is absolute,
     * except with the default template.
     */
    public Optional<String> key(String assetUri, Optional<UUID> tenantId) {
        if (template.equals(ASSET_URI)) {
            return Optional.of(assetUri);
        }
        if (assetUri.startsWith("/")) {
            return Optional.empty();
        }
        Optional<String> directory = requiresTenant()
                ? tenantId.map(id -> template.replace(TENANT_ID, id.toString()))
                : Optional.of(template);
        // The URI is inserted last, so that its text is never taken for a placeholder.
        return directory.map(path -> path.replace(ASSET_URI, assetUri));
    }
}
