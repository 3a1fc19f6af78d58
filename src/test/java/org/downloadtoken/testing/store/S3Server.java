package org.downloadtoken.testing.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.downloadtoken.testing.program.Daemon;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server that verifies signatures. Each folder of its directory is a bucket. */
public final class S3Server {
    private S3Server() {}

    public static Daemon start(Path directory, Path buckets) {
        int port = Daemon.freePort();
        try {
            Path properties = Files.writeString(directory.resolve("s3proxy.properties"), """
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%1$s
                    s3proxy.credential=%2$s
                    s3proxy.endpoint=http://127.0.0.1:%3$d
                    s3proxy.cors-allow-all=true
                    jclouds.provider=filesystem-nio2
                    jclouds.identity=local
                    jclouds.credential=local
                    jclouds.filesystem.basedir=%4$s
                    """.formatted(
                    System.getProperty("aws.accessKeyId"), System.getProperty("aws.secretAccessKey"), port, buckets));
            return Daemon.start(
                    port,
                    directory.resolve("output"),
                    Map.of(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-jar",
                    System.getProperty("s3proxy.jar"),
                    "--properties",
                    properties.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the bucket if it does not exist, and puts a file into it. */
    public static void put(Daemon server, String bucket, String key, Path file) {
        try (S3Client client = S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(has -> has.name().equals(bucket))) {
                client.createBucket(request -> request.bucket(bucket));
            }
            client.putObject(request -> request.bucket(bucket).key(key), file);
        }
    }
}
