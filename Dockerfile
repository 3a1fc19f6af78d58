# Builds the jar, then puts it on a JRE of the newest LTS. Runs as nobody special; writes nowhere.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml openapi.yaml ./
COPY src/main src/main
RUN mvn -B -q -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home service
WORKDIR /app
COPY --from=build /build/target/download-token-service.jar ./
COPY conf conf
USER 10001
EXPOSE 8080 9090
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
# The image has neither curl nor wget; bash opens the connection itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/localhost/${MANAGEMENT_PORT:-9090} && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["java", "-jar", "download-token-service.jar"]
