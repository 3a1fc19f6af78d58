package org.downloadtoken.cluster;

import java.util.List;

/**
 * Loads for Hazelcast the classes that its members send each other, and no others. Hazelcast creates objects of classes that a message
 * names, not only by Java serialization, for which it has a filter.
 */
final class AllowedClasses extends ClassLoader {
    private static final List<String> PREFIXES =
            List.of("com.hazelcast.", "java.", "javax.", "io.vertx.spi.cluster.hazelcast.", "io.github.bucket4j.");

    AllowedClasses() {
        super(AllowedClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (PREFIXES.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name + " is not allowed");
        }
        return super.loadClass(name, resolve);
    }
}
