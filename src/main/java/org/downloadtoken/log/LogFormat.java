package org.downloadtoken.log;

/** The format of a log event, which is one line. */
public enum LogFormat {
    TEXT,
    JSON
}
