package org.downloadtoken.config;

import java.util.List;
import org.downloadtoken.ratelimit.AddressBlock;

/**
 * How often a client may ask for tokens.
 *
 * @param perMinute 0 for as often as it likes
 * @param trustedProxies whose X-Forwarded-For tells the client
 */
public record RateLimit(int perMinute, List<AddressBlock> trustedProxies) {
    public RateLimit {
        trustedProxies = List.copyOf(trustedProxies);
    }

    public boolean isOn() {
        return perMinute > 0;
    }

    static RateLimit from(SettingReader read) {
        List<String> proxies = read.list(Setting.TRUSTED_PROXIES);
        return new RateLimit(
                read.number(Setting.RATE_LIMIT_PER_MINUTE, 0, 1_000_000),
                proxies.stream()
                        .map(proxy -> AddressBlock.parse(proxy).orElseThrow(() -> wrong(proxies)))
                        .toList());
    }

    private static ConfigException wrong(List<String> proxies) {
        return SettingReader.wrong(
                Setting.TRUSTED_PROXIES,
                String.join(",", proxies),
                "a comma-separated list of IP addresses and blocks such as 10.0.0.0/8, not of names");
    }
}
