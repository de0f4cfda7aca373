package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of docs/result.md.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustVectorTest {
  private final TestService service = new TestService();
  private final Machine machine =
      service.view(service.enroll(TestMachine.booted("a1", "clean-A1"))).machine();

  // A finding is SEVERITY@PCR, or SEVERITY CODE. The vector: identity, configuration, executables,
  // file system, hardware; - where it has no such claim.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRUSTED   | FRESH  | ACTIVE  |                                  | affirming       | 2 2 3"
            + " - -",
        "TRUSTED   | FRESH  | ACTIVE  | NOTE@7                           | affirming       | 2 2 3"
            + " - -",
        "WARNING   | FRESH  | ACTIVE  | WARNING@7                        | warning         | 2 32 3"
            + " - -",
        "WARNING   | FRESH  | ACTIVE  | WARNING@4                        | warning         | 2 2 32"
            + " - -",
        "WARNING   | FRESH  | ACTIVE  | WARNING REPORTED_IDENTITY_CHANGED | warning        | 2 2 3"
            + " - 32",
        "WARNING   | FRESH  | ACTIVE  | WARNING BOARD_MODEL_DISAGREES    | warning         | 2 2 3"
            + " - 32",
        "WARNING   | FRESH  | ACTIVE  | WARNING SAME_TPM_AS_ANOTHER_MACHINE | warning      | 32 2 3"
            + " - 32",
        "WARNING   | FRESH  | ACTIVE  | WARNING COMPONENT_ADDED          | warning         | 2 2 3"
            + " - 32",
        "WARNING   | FRESH  | ACTIVE  | WARNING OS_LAYER_NOT_JUDGED      | warning         | 2 2 32"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@0                      | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@2                      | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@4                      | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@1                      | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@3                      | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@5                      | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@6                      | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@7                      | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@8                      | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@9                      | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@10                     | contraindicated | 2 0 0"
            + " 96 -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@11                     | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@14                     | contraindicated | 2 96 0"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION@0, WARNING@7           | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION EVENT_LOG_ABSENT       | contraindicated | 2 96"
            + " 96 - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION A_CODE_OF_TOMORROW     | contraindicated | 2 96"
            + " 96 - -",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION RESET_WITHOUT_REBOOT   | contraindicated | 2 0 0"
            + " - 96",
        "UNTRUSTED | FRESH  | ACTIVE  | VIOLATION BOARD_OF_ANOTHER_MACHINE | contraindicated | 2 0"
            + " 0 - 96",
        "UNKNOWN   | FRESH  | ACTIVE  | UNDECIDED NO_GOLDEN_SET          | none            | 0 0 0"
            + " - -",
        "UNKNOWN   | FRESH  | ACTIVE  | UNDECIDED NO_GOLDEN_SET, WARNING@7 | none          | 0 0 0"
            + " - -",
        "TRUSTED   | FRESH  | ACTIVE  | UNDECIDED@1                      | none            | 0 0 0"
            + " - -",
        "TRUSTED   | FRESH  | ACTIVE  | VIOLATION@1                      | contraindicated | 2 96 3"
            + " - -",
        "TRUSTED   | STALE  | ACTIVE  |                                  | none            | 0 0 0"
            + " - -",
        "TRUSTED   | SILENT | ACTIVE  |                                  | none            | 0 0 0"
            + " - -",
        "WARNING   | STALE  | ACTIVE  | WARNING@7                        | none            | 0 0 0"
            + " - -",
        "UNTRUSTED | STALE  | ACTIVE  | VIOLATION@0                      | contraindicated | 2 0 96"
            + " - -",
        "UNTRUSTED | SILENT | ACTIVE  | VIOLATION@0                      | contraindicated | 2 0 96"
            + " - -",
        "UNKNOWN   | NEVER  | ACTIVE  |                                  | none            | 0 0 0"
            + " - -",
        "UNKNOWN   | NEVER  | PENDING | UNDECIDED MACHINE_PENDING        | none            | 0 0 0"
            + " - -",
        "TRUSTED   | FRESH  | PENDING |                                  | none            | 0 0 0"
            + " - -",
        "TRUSTED   | FRESH  | RETIRED |                                  | contraindicated | 96 0 0"
            + " - -",
        "UNKNOWN   | NEVER  | BANNED  |                                  | contraindicated | 96 0 0"
            + " - -",
      })
  void resultFollowsFromVerdictAgeAndFindings(
      Verdict verdict,
      Freshness freshness,
      MachineState state,
      @Nullable String findings,
      String status,
      String claims) {
    var vector = TrustVector.of(view(verdict, freshness, state, findings(findings)));

    assertThat(vector.status().label()).isEqualTo(status);
    assertThat(shown(vector)).isEqualTo(claims);
  }

  private static String shown(TrustVector vector) {
    return Arrays.stream(TrustClaim.values())
        .map(claim -> Optional.ofNullable(vector.claims().get(claim)).map(String::valueOf))
        .map(value -> value.orElse("-"))
        .collect(Collectors.joining(" "));
  }

  private static List<RecordedFinding> findings(@Nullable String texts) {
    return texts == null
        ? List.of()
        : Arrays.stream(texts.split(", ", -1)).map(TrustVectorTest::finding).toList();
  }

  private static RecordedFinding finding(String text) {
    var parts = text.split("[@ ]", 2);
    boolean ofPcr = text.contains("@");
    return new RecordedFinding(
        ofPcr ? "EVENT_CHANGED" : parts[1],
        Severity.valueOf(parts[0]),
        "something differs",
        "look at it",
        ofPcr ? OptionalInt.of(Integer.parseInt(parts[1])) : OptionalInt.empty(),
        OptionalInt.empty(),
        Collections.emptySortedMap());
  }

  private MachineView view(
      Verdict verdict, Freshness freshness, MachineState state, List<RecordedFinding> findings) {
    var of =
        new Machine(
            machine.id(),
            state,
            machine.model(),
            machine.enrolledHost(),
            machine.host(),
            machine.ek(),
            machine.ekStanding(),
            machine.ak(),
            machine.banks(),
            machine.interval(),
            machine.enrolledAt(),
            machine.approval(),
            machine.latest(),
            machine.accepted(),
            machine.lastTrustedAt(),
            machine.keyChange(),
            machine.refused(),
            machine.componentFindings(),
            machine.sameSerialAs(),
            machine.manifest(),
            machine.role(),
            machine.labels(),
            machine.image());
    return new MachineView(
        of, Duration.ofMinutes(5), freshness, verdict, findings, Optional.empty());
  }

  @Test
  void statusIsNeverBetterThanTheVerdict() {
    for (var verdict : Verdict.values()) {
      for (var freshness : Freshness.values()) {
        for (var state : MachineState.values()) {
          var vector = TrustVector.of(view(verdict, freshness, state, List.of()));
          assertThat(vector.status()).isGreaterThanOrEqualTo(TrustTier.of(verdict));
          if (freshness != Freshness.FRESH || state != MachineState.ACTIVE) {
            assertThat(vector.status()).isGreaterThanOrEqualTo(TrustTier.NONE);
          }
        }
      }
    }
  }
}
