package dev.assay.verifier.testing;

import dev.assay.audit.AuditLine;
import dev.assay.audit.ChainBreak;
import dev.assay.audit.ChainWalk;
import dev.assay.audit.Checkpoint;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AuditFilter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The tables of the audit log, in the hands of somebody who may do anything to a database.
public final class AuditTables {
  private final TestService service;

  public AuditTables(TestService service) {
    this.service = service;
  }

  public void execute(String sql) {
    try (var connection = service.source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  /// Changes rows as a superuser can, with the first fence down.
  public void tamper(String sql) {
    execute("ALTER TABLE audit_entry DISABLE TRIGGER append_only");
    execute(sql);
    execute("ALTER TABLE audit_entry ENABLE TRIGGER append_only");
  }

  /// That many acts more.
  public void acts(int count) {
    for (int i = 0; i < count; i++) {
      var act = Act.by(TestService.OPERATOR, ActKind.ATTESTATION_ASKED, "machine:" + i);
      service.auditLog.doneAndRecorded(act, () -> {});
    }
  }

  public List<AuditLine> lines() {
    return service.audit.entries(AuditFilter.ALL, 0, Integer.MAX_VALUE);
  }

  public List<Long> sequences() {
    return lines().stream().map(line -> line.entry().sequence()).toList();
  }

  /// What a checkpoint of the log as it is now says.
  public Checkpoint checkpoint() {
    var last = lines().getLast();
    return new Checkpoint(last.entry().sequence(), last.hash(), Instant.EPOCH);
  }

  /// What a walk through the log finds, with these checkpoints at hand.
  public List<ChainBreak> breaks(Checkpoint... checkpoints) {
    var walk = new ChainWalk(List.of(checkpoints));
    lines().forEach(walk::next);
    return walk.end();
  }
}
