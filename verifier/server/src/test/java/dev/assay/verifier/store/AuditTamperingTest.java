package dev.assay.verifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.audit.ChainBreak;
import dev.assay.verifier.testing.AuditTables;
import dev.assay.verifier.testing.TestService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever may do anything to the database can't change the log unnoticed.
class AuditTamperingTest {
  private final TestService service = new TestService();
  private final AuditTables tables = new AuditTables(service);

  @BeforeEach
  void nineActs() {
    tables.acts(9);
  }

  @Test
  void alteredRowIsNamed() {
    for (var change :
        new String[] {
          "actor = 'eve'",
          "token = NULL",
          "act = 'TOKEN_CREATED'",
          "subject = 'machine:0'",
          "why = 'because'",
          "details = '{\"a\": \"b\"}'",
          "evidence = hash",
          "at = at + interval '1 microsecond'"
        }) {
      var fresh = new AuditTables(new TestService());
      fresh.acts(6);
      fresh.tamper("UPDATE audit_entry SET " + change + " WHERE sequence = 5");
      assertThat(fresh.breaks()).as(change).containsExactly(new ChainBreak.Altered(5));
    }
  }

  @Test
  void rowTakenOutIsNamed() {
    tables.tamper("DELETE FROM audit_entry WHERE sequence = 5");

    assertThat(tables.breaks()).containsExactly(new ChainBreak.Missing(5, 5));
  }

  @Test
  void rowTakenOutAndTheRestMovedUpIsNamed() {
    tables.tamper("DELETE FROM audit_entry WHERE sequence = 5");
    for (int sequence = 6; sequence <= 9; sequence++) {
      tables.tamper("UPDATE audit_entry SET sequence = sequence - 1 WHERE sequence = " + sequence);
    }

    assertThat(tables.breaks()).first().isEqualTo(new ChainBreak.Unlinked(5));
  }

  @Test
  void swappedRowsAreNamed() {
    tables.tamper("UPDATE audit_entry SET sequence = 99 WHERE sequence = 5");
    tables.tamper("UPDATE audit_entry SET sequence = 5 WHERE sequence = 6");
    tables.tamper("UPDATE audit_entry SET sequence = 6 WHERE sequence = 99");

    assertThat(tables.breaks()).contains(new ChainBreak.Altered(5), new ChainBreak.Altered(6));
  }

  @Test
  void cutTailIsNoticedByWhoeverHoldsACheckpoint() {
    var held = tables.checkpoint();
    tables.tamper("DELETE FROM audit_entry WHERE sequence > 6");

    assertThat(tables.breaks(held)).containsExactly(new ChainBreak.Truncated(6, held));
  }

  @Test
  void cutTailIsNoticedAlsoWhenTheLogGrewAgain() {
    var held = tables.checkpoint();
    tables.tamper("DELETE FROM audit_entry WHERE sequence > 6");
    tables.acts(5);

    assertThat(tables.breaks(held)).containsExactly(new ChainBreak.Rewritten(0, held));
  }
}
