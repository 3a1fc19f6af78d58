package org.downloadtoken.download.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3AddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://object_store:9000, false, object_store, 9000, http://object_store:9000",
        "http://object_store, false, object_store, 80, http://object_store",
        "https://s3.example.com, true, s3.example.com, 443, https://s3.example.com",
        "https://[2001:db8::7]:9000, true, [2001:db8::7], 9000, https://[2001:db8::7]:9000",
    })
    void anEndpointNamesSchemeHostAndPort(String endpoint, boolean tls, String host, int port, String origin) {
        S3Address address = S3Address.of("public_cogs", Optional.of(endpoint), "us-east-1");

        assertEquals(new S3Address(tls, host, port, "/public_cogs"), address);
        assertEquals(origin, address.origin());
    }

    @ParameterizedTest
    @CsvSource({
        "cogs, us-east-1, https://cogs.s3.us-east-1.amazonaws.com, /",
        "cogs, cn-north-1, https://cogs.s3.cn-north-1.amazonaws.com.cn, /",
        "public_cogs, eu-central-1, https://s3.eu-central-1.amazonaws.com, /public_cogs",
        "cogs.example.com, eu-central-1, https://s3.eu-central-1.amazonaws.com, /cogs.example.com",
    })
    void awsBucketWithOneLabelHasItsOwnHostName(String bucket, String region, String origin, String path) {
        S3Address address = S3Address.of(bucket, Optional.empty(), region);

        assertEquals(origin, address.origin());
        assertEquals(path, address.path());
    }

    @ParameterizedTest
    @CsvSource({
        "europe/coastlines.tif, /cogs/europe/coastlines.tif",
        "a//b, /cogs/a//b",
        "/x, /cogs//x",
        "x/, /cogs/x/",
        "a b+c.tif, /cogs/a%20b%2Bc.tif",
        "küste.tif, /cogs/k%C3%BCste.tif",
        "a~b_c-d*, /cogs/a~b_c-d%2A",
        "%2F?#, /cogs/%252F%3F%23",
    })
    void everyByteOfAKeyIsEncodedExceptSlashes(String key, String path) {
        assertEquals(path, S3Address.of("cogs", Optional.of("http://s3"), "x").path(key));
    }

    @Test
    void pathAtAVirtualHostContainsOnlyTheKey() {
        assertEquals("//x", S3Address.of("cogs", Optional.empty(), "us-east-1").path("/x"));
    }
}
