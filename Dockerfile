# Builds the jar, then puts it on a JRE of the newest LTS with an archive of the classes that a start loads. Runs as
# nobody special; writes nowhere but below /tmp.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml openapi.yaml ./
COPY conf/sql/invalidation.sql conf/sql/
COPY src/main src/main
RUN mvn -B -q -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:25-jre
# Without a UTF-8 locale, the JVM cannot open files whose names are not ASCII.
ENV LC_ALL=C.UTF-8 LANG=C.UTF-8
RUN useradd --uid 10001 --no-create-home service
WORKDIR /app
COPY --from=build /build/target/download-token-service.jar /build/target/download-token-service.cdx.json ./
# A start without a catalog, ended by a signal: the JVM writes down what it loaded until then.
RUN JWT_SECRET_KEY=$(head -c 32 /dev/urandom | base64) \
      timeout --signal=TERM 10 java -XX:AOTCacheOutput=app.aot -jar download-token-service.jar; \
    test -s app.aot
COPY conf/service.yaml conf/
USER 10001
EXPOSE 8080 9090
# The image has neither curl nor wget; bash opens the connection itself. It knows no TLS: with MANAGEMENT_TLS=on it sends a
# ClientHello without content, which a live instance answers with an alert (0x15).
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/localhost/${MANAGEMENT_PORT:-9090} && \
    if [ \"${MANAGEMENT_TLS,,}\" = on ]; then printf '\\x16\\x03\\x01\\0\\x04\\x01\\0\\0\\0' >&3 && head -c 1 <&3 | grep -q $'\\x15'; \
    else printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3; fi"]
# The archive was made with compressed pointers; without the option a host with more than 48 GiB gets a heap that is too
# large for them, and the JVM refuses the archive.
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-XX:+UseCompressedOops", "-XX:MaxRAMPercentage=60", \
  "-XX:+ExitOnOutOfMemoryError", "-jar", "download-token-service.jar"]
