#!/usr/bin/env bash
# Does the broker answer? Asks its own listener for its API versions (ApiVersions v0, correlation 1) and reads the reply's
# head. Kafka's own tool asks the same but starts a JVM each time.
set -eu
exec 3<>/dev/tcp/localhost/19092
printf '\0\0\0\12\0\22\0\0\0\0\0\1\377\377' >&3
reply=$(timeout 3 head -c 8 <&3 | od -An -v -tx1 | tr -d ' \n')
[ "${reply:8:8}" = 00000001 ]
