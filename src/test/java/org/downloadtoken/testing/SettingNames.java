package org.downloadtoken.testing;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.downloadtoken.config.ServiceConfig;
import org.downloadtoken.config.setting.SecretSetting;

/** The names of the variables that configure the service. */
public final class SettingNames {
    private SettingNames() {}

    /** All settings, and the variables that name the file of a secret. */
    public static Set<String> all() {
        return ServiceConfig.SETTINGS.stream()
                .flatMap(setting -> setting instanceof SecretSetting secret
                        ? Stream.of(secret.name(), secret.fileName())
                        : Stream.of(setting.name()))
                .collect(Collectors.toSet());
    }
}
