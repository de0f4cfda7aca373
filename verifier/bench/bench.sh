#!/usr/bin/env bash
# Prints what an appraisal, an attestation and an agent cost, each beside a raw cost measured in the same run.
# Ends with 1 where a target was missed.
set -euo pipefail
cd "$(dirname "$0")/../.."
java=$(.mvn/find-jdk.sh)/bin/java
JAVA_HOME=$(.mvn/find-jdk.sh)
export JAVA_HOME
distribution=$PWD/target/dist

missed=0

# Modules are looked up in the build: nothing of them is installed anywhere.
./mvnw -B -q -pl verifier/server -am test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath >/dev/null

class_path() { # of a module's tests
  echo "$PWD/$1/target/test-classes:$PWD/$1/target/classes:$(cat "$1/target/test.classpath")"
}

echo "== appraisal, beside a bare signature check and a bare hash"
"$java" --sun-misc-unsafe-memory-access=allow -cp "$(class_path verifier/appraisal)" dev.assay.appraisal.bench.AppraisalBench || missed=1
echo
echo "== whole processes on one log and quote, for orientation"
verifier/bench/tools.sh || missed=1
echo
echo "== learning golden sets from siblings, beside parsing their logs"
"$java" -Xmx512m -cp "$(class_path verifier/appraisal)" dev.assay.appraisal.bench.LearningBench || missed=1
echo
echo "== end to end over TLS, on this machine"
server_path=$(class_path verifier/server)
server_bench() { # class
  (cd verifier/server && "$java" --sun-misc-unsafe-memory-access=allow -Dassay.verifier.program="$distribution/bin/assay-verifier" \
    -cp "$server_path" "$1")
}
server_bench dev.assay.verifier.it.AttestationBench
echo
echo "== from evidence of implanted firmware to the webhook, beside a bare attestation"
server_bench dev.assay.verifier.it.DeliveryBench
echo
echo "== memory of open streams, beside that of the first"
server_bench dev.assay.verifier.it.StreamsBench
echo
echo "== attestations and views as the fleet grows"
server_bench dev.assay.verifier.service.FleetBench
echo
echo "== agent"
verifier/bench/agent.sh || missed=1
exit $missed
