package org.downloadtoken.config.setting;

/** The choices of a setting that enables a feature. */
public enum Switch {
    OFF,
    ON;

    public boolean isOn() {
        return this == ON;
    }
}
