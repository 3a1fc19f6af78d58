package org.downloadtoken.config;

import java.util.List;
import java.util.Map;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.Setting;
import org.downloadtoken.ratelimit.AddressBlock;

/**
 * The limit of mint requests per client.
 *
 * @param perMinute 0 for no limit
 * @param trustedProxies proxies whose X-Forwarded-For header names the client
 */
public record RateLimit(int perMinute, List<AddressBlock> trustedProxies) {
    static final IntSetting PER_MINUTE = new IntSetting(
            "RATE_LIMIT_PER_MINUTE", 0, 0, 1_000_000, "Tokens that one client may request per minute; 0 for no limit.");

    static final ListSetting<AddressBlock> TRUSTED_PROXIES = new ListSetting<>(
            "TRUSTED_PROXIES",
            "",
            AddressBlock::parse,
            "a comma-separated list of IP addresses and blocks such as 10.0.0.0/8, not of names",
            "Addresses of the proxies whose X-Forwarded-For header names the client.");

    static final List<Setting> SETTINGS = List.of(PER_MINUTE, TRUSTED_PROXIES);

    public RateLimit {
        trustedProxies = List.copyOf(trustedProxies);
    }

    static RateLimit from(Map<String, String> values) {
        return new RateLimit(PER_MINUTE.read(values), TRUSTED_PROXIES.read(values));
    }

    public boolean isOn() {
        return perMinute > 0;
    }
}
