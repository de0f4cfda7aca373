# The commands of this project. Each finds a JDK 25 by itself and installs the missing system parts where it may.
.DEFAULT_GOAL := help
.PHONY: help demo test fuzz mutation build packages images packages-test class-list bench jdk parts parts-of-tests

MVN = JAVA_HOME="$$(.mvn/find-jdk.sh)" ./mvnw -B -ntp

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

demo: build parts ## six machines with software TPMs enroll and attest; one has altered firmware (DEMO_ONCE=1: check and leave)
	@verifier/demo/demo.sh

test: jdk parts-of-tests ## every test, on the real parts
	$(MVN) -T 2 verify

fuzz: MINUTES = 10
fuzz: TARGET = *Fuzz
fuzz: jdk ## hostile bytes against every parser (MINUTES=10 for each; TARGET=LogFuzz for one of them)
	$(MVN) -pl verifier/fuzz -am integration-test -Dtest=NoneButThese -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.duration=$(MINUTES)m -Dfuzz.compilers=-XX:+TieredCompilation -Dfuzz.forks=2 '-Dfuzz.targets=$(TARGET)' -Dfuzz.required=false

build: jdk parts ## the distribution, in target/dist
	$(MVN) -q package -DskipTests
	@verifier/dist.sh

packages: build ## .deb and tarball of agent, verifier and command line, in target/packages
	@verifier/packaging/packages.sh

images: packages ## OCI images of agent and verifier, in target/images; no container engine
	@verifier/packaging/images.sh

packages-test: build ## packages in a Debian that boots: install, attest, upgrade, purge; images unpacked; as root on Debian
	@verifier/packaging/test/run.sh

class-list: build ## agent/src/packaging/classes.list anew: what the agent's shared archive is made from
	@verifier/packaging/class-list.sh

bench: build ## what an appraisal, an attestation and an agent cost, as ratios
	@verifier/bench/bench.sh

mutation: jdk ## whether the tests notice each small change to the code that judges (PIT)
	$(MVN) -q -pl verifier/appraisal -am -Pmutation test-compile
	$(MVN) -pl verifier/appraisal -Pmutation org.pitest:pitest-maven:mutationCoverage

jdk:
	@.mvn/find-jdk.sh >/dev/null

parts:
	@.mvn/system-parts.sh

parts-of-tests:
	@.mvn/system-parts.sh tests
