package org.downloadtoken.representation;

/**
 * The size and version of a file.
 *
 * @param size in bytes
 */
public record FileDescription(long size, FileVersion version) {}
