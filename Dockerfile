# The container image for those who build it with Docker or Buildah: docker build .
# Content, layers and their order are those of mvn -Pimage package, which this runs.

# 3.9.16-eclipse-temurin-25; Dependabot keeps the digest in step.
FROM docker.io/library/maven:3.9.16-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -Pimage -DskipAot -Dmaven.test.skip=true -Dspotless.check.skip=true package

# To take the layers of a build that is there already: --build-context layers=target/image
FROM scratch AS layers
COPY --from=build /build/target/image/ /

FROM scratch
COPY --from=layers /system/ /
COPY --from=layers /runtime/ /
COPY --from=layers /libraries/ /
COPY --from=layers /application/ /
COPY --from=layers /cache/ /
ENV LC_ALL=C.UTF-8
WORKDIR /models
ENTRYPOINT ["/runtime/bin/java", "@/app/java.options", "-XX:AOTCache=/app/modelscan.aot", "-jar", "/app/modelscan.jar"]
