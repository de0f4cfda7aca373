package dev.assay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditJsonTest {
  private static final AuditEntry ENTRY =
      new AuditEntry(
          2,
          Instant.parse("2026-11-22T12:00:00.000001Z"),
          "Ölga \uD83D\uDD11",
          Optional.of("0011223344556677"),
          "MACHINE_APPROVED",
          "machine:" + "ab".repeat(32),
          Optional.of("it says \"yes\" \\ €"),
          new TreeMap<>(Map.of("model", "X11-TEST", "acceptUnverifiedEk", "true")),
          Optional.of(sha256("cd")),
          sha256("ef"));

  private static Digest sha256(String twoDigits) {
    return Digest.of(HashAlgorithm.SHA256, twoDigits.repeat(32));
  }

  // Made with Python's json and hashlib: sort_keys, no spaces, no ASCII escapes.
  @Test
  void hashIsThatOfOtherImplementations() {
    assertThat(AuditJson.hash(ENTRY).toHex())
        .isEqualTo("d12a7f91be7a5918ab3008e3ffafe650cdd6acf8a6b54d9e4e140e0c77bd804a");
  }

  @Test
  void lineIsReadAsItWasWritten() throws Malformed {
    var line = AuditLine.of(ENTRY);

    assertThat(AuditJson.read(AuditJson.write(line))).isEqualTo(line);
    assertThat(line.hashHolds()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"why\":           | \"whynot\": | no hash covers",
        "\"sequence\":2     | \"sequence\":2,\"sequence\":2 | no JSON",
        "\"sequence\":2     | \"sequence\":2.0 | no whole number",
        "T12:00:00.000001Z  | T12:00:00.0000010Z | not written as Assay writes times",
        "efefef             | ef | no SHA-256",
        "\"X11-TEST\"       | 5 | its model is no text",
      })
  void lineOfAnotherFormIsRefused(String part, String instead, String reason) {
    var line = AuditJson.write(AuditLine.of(ENTRY));
    assertThat(line).contains(part);

    assertThatThrownBy(() -> AuditJson.read(line.replace(part, instead)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"act, machine approved", "actor, eve\u001b[2J", "on, ''", "why, \u202e"})
  void entryOfAnotherFormIsNotWritten(String part, String text) {
    var entry =
        new AuditEntry(
            1,
            ENTRY.at(),
            part.equals("actor") ? text : "olga",
            Optional.empty(),
            part.equals("act") ? text : "TOKEN_CREATED",
            part.equals("on") ? text : "token:1",
            part.equals("why") ? Optional.of(text) : Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            AuditEntry.ORIGIN);

    assertThatThrownBy(() -> AuditLine.of(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(part);
  }

  @Test
  void alteredEntryOfAnotherFormIsReadToBeShown() throws Malformed {
    var line = AuditJson.write(AuditLine.of(ENTRY)).replace("MACHINE_APPROVED", "nothing at all");

    assertThat(AuditJson.read(line).hashHolds()).isFalse();
  }

  @Test
  void lineBeyondTheLimitIsRefusedUnread() {
    assertThatThrownBy(() -> AuditJson.read("x".repeat(AuditJson.LONGEST_LINE + 1)))
        .hasMessageContaining("longer");
  }
}
