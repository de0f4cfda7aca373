package dev.assay.verifier.store;

import dev.assay.appraisal.golden.Layer;
import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.GoldenSubject;
import dev.assay.verifier.service.MachineId;
import org.jdbi.v3.core.Handle;

/// Signals over PostgreSQL's NOTIFY: every verifier on this database hears them.
public final class SignalStore implements AttestSignals {
  static final String CHANNEL = "assay_streams";
  static final String ASK = "ask ";
  static final String DISMISS = "dismiss ";
  static final String EVENTS = "events";

  private final Database database;

  public SignalStore(Database database) {
    this.database = database;
  }

  @Override
  public void ask(MachineId machine) {
    send(ASK, machine);
  }

  @Override
  public void dismiss(MachineId machine) {
    send(DISMISS, machine);
  }

  private void send(String verb, MachineId machine) {
    database.read(handle -> send(handle, verb + machine.toHex()));
  }

  /// Sends within a transaction: it is heard when that is kept, and not before.
  static long send(Handle handle, String payload) {
    return handle
        .createQuery("SELECT count(pg_notify(:channel, :payload))")
        .bind("channel", CHANNEL)
        .bind("payload", payload)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public void askAll(GoldenSubject subject) {
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(pg_notify(:channel, :verb || encode(id, 'hex')))
                    FROM machine m LEFT JOIN machine_image o ON o.machine_id = m.id
                    WHERE CASE WHEN :firmware THEN m.board_model ELSE coalesce(o.image, m.board_model) END = :name
                        AND m.state = 'ACTIVE'
                    """)
                .bind("channel", CHANNEL)
                .bind("verb", ASK)
                .bind("firmware", subject.layer() == Layer.FIRMWARE)
                .bind("name", subject.name())
                .mapTo(Long.class)
                .one());
  }
}
