package org.downloadtoken.log;

/** The lowest level that the service's own loggers write. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
