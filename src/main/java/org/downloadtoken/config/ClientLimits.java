package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.ratelimit.AddressBlock;

/**
 * What one client may use. In each limit, 0 means no limit.
 *
 * @param scope of the limit of mints
 * @param trustedProxies proxies whose X-Forwarded-For header names the client
 */
public record ClientLimits(
        int mintsPerMinute,
        Scope scope,
        int invalidCredentialsPerMinute,
        int downloads,
        List<AddressBlock> trustedProxies) {
    /** Where a limit counts. */
    public enum Scope {
        /** In each instance for itself. */
        INSTANCE,
        /** Once for all instances of the cluster. */
        CLUSTER
    }

    static final IntSetting MINTS_PER_MINUTE = new IntSetting(
            "RATE_LIMIT_PER_MINUTE", 0, 0, 1_000_000, "Tokens that one client may request per minute; 0 for no limit.");

    static final ChoiceSetting<Scope> SCOPE = new ChoiceSetting<>(
            "RATE_LIMIT_SCOPE",
            Scope.class,
            "instance",
            "Where RATE_LIMIT_PER_MINUTE counts: in each instance, or once for all instances of a cluster.");

    static final IntSetting INVALID_CREDENTIALS_PER_MINUTE = new IntSetting(
            "INVALID_CREDENTIALS_PER_MINUTE",
            600,
            0,
            1_000_000,
            "Invalid credentials that one address may send per minute; 0 for no limit.");

    static final IntSetting DOWNLOADS = new IntSetting(
            "DOWNLOADS_PER_CLIENT",
            50,
            0,
            1_000_000,
            "Downloads that one client may have in progress at the same time; 0 for no limit.");

    static final ListSetting<AddressBlock> TRUSTED_PROXIES = new ListSetting<>(
            "TRUSTED_PROXIES",
            "",
            AddressBlock::parse,
            "a comma-separated list of IP addresses and blocks such as 10.0.0.0/8, not of names",
            "Addresses of the proxies whose X-Forwarded-For header names the client.");

    static final List<Setting> SETTINGS =
            List.of(MINTS_PER_MINUTE, SCOPE, INVALID_CREDENTIALS_PER_MINUTE, DOWNLOADS, TRUSTED_PROXIES);

    public ClientLimits {
        trustedProxies = List.copyOf(trustedProxies);
    }

    static ClientLimits from(Map<String, String> values) {
        return new ClientLimits(
                MINTS_PER_MINUTE.read(values),
                SCOPE.read(values),
                INVALID_CREDENTIALS_PER_MINUTE.read(values),
                DOWNLOADS.read(values),
                TRUSTED_PROXIES.read(values));
    }
}
