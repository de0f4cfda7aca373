package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.Reaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  private static final Optional<BoardModel> X11 = Optional.of(new BoardModel("X11"));
  private static final Optional<BoardModel> X12 = Optional.of(new BoardModel("X12"));
  private static final Optional<String> STORAGE = Optional.of("storage");

  @TempDir Path folder;

  private QuarantinePolicies load(String json) {
    try {
      var file = Files.writeString(folder.resolve("policy.json"), json);
      return PolicyFile.load(file, QuarantinePolicy.SAFE.in(Mode.ACT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void firstRuleThatIsForTheMachineHoldsAndTheRestIsAsInTheDefault() {
    var policies =
        load(
            """
            {"default": {"warning": "warn", "findings": {"HOST_SLEPT": "record"}},
             "rules": [
               {"name": "storage heads", "models": ["X11"], "roles": ["storage"], "mode": "dry-run",
                "releaseAfter": 3, "confirmSeconds": 60, "findings": {"EVENT_CHANGED": "warn"}},
               {"name": "storage", "roles": ["storage"], "silence": "quarantine"}]}
            """);
    var heads = policies.of(X11, STORAGE);
    assertThat(heads.rule()).contains("storage heads");
    assertThat(heads.policy().mode()).isEqualTo(Mode.DRY_RUN);
    assertThat(heads.policy().cleanToRelease()).isEqualTo(3);
    assertThat(heads.policy().confirmWithin()).isEqualTo(Duration.ofMinutes(1));
    assertThat(heads.policy().reactions().warning()).isEqualTo(Reaction.WARN);
    assertThat(heads.policy().reactions().named())
        .containsEntry("EVENT_CHANGED", Reaction.WARN)
        .containsEntry("HOST_SLEPT", Reaction.RECORD)
        .containsEntry("NO_GOLDEN_SET", Reaction.RECORD);
    var other = policies.of(X12, STORAGE);
    assertThat(other.rule()).contains("storage");
    assertThat(other.policy().mode()).isEqualTo(Mode.ACT);
    assertThat(other.policy().reactions().silence()).isEqualTo(Reaction.QUARANTINE);
    assertThat(policies.of(X11, Optional.empty()).rule()).isEmpty();
    assertThat(policies.of(X11, Optional.empty()).policy().reactions().warning())
        .isEqualTo(Reaction.WARN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"rules\": [{\"name\": \"a\"}]} | is for all machines",
        "{\"rules\": [{\"models\": [\"X11\"]}]} | rule 1: name: must be",
        "{\"rules\": [{\"name\": \"a\", \"models\": []}]} | rule 1: models: must name at least one",
        "{\"rules\": [{\"name\": \"a\", \"models\": [\",\"]}]} | rule 1: models: each must be",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"], \"warning\": \"shout\"}]} | rule 1:"
            + " warning: must be one of ignore, record, warn, quarantine",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"], \"mode\": \"ACT\"}]} | rule 1: mode:"
            + " must be one of record, dry-run, act",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"], \"findings\": {\"EVENT_CHANGD\":"
            + " \"warn\"}}]} | there is no finding EVENT_CHANGD",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"], \"releaseAfter\": -1}]} | releaseAfter:"
            + " must be a whole number from 0 to 1000",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"], \"release\": 1}]} | Unrecognized field"
            + " \"release\"",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"]}, {\"name\": \"a\", \"roles\":"
            + " [\"c\"]}]} | two rules \"a\"",
        "{\"rules\": [{\"name\": \"a\", \"roles\": [\"b\"]}, {\"name\": \"c\", \"roles\": [\"b\"],"
            + " \"models\": [\"X11\"]}]} | can never hold",
        "{\"rules\": [null]} | rule 1: is empty",
        "{\"default\": {\"models\": [\"X11\"]}} | The default is for all machines",
        "{\"default\": {}} x | is not the JSON"
      })
  void mistakeStopsTheStartAndIsNamed(String json, String said) {
    assertThatThrownBy(() -> load(json))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining(said);
  }
}
