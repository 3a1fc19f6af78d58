package org.downloadtoken.config;

/** The choices of a setting that enables a feature. */
enum Switch {
    OFF,
    ON;

    boolean isOn() {
        return this == ON;
    }
}
