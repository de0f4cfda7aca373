package dev.assay.verifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Freshness;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.figures.FleetFigures;
import dev.assay.verifier.service.figures.FleetFigures.Alike;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.QuarantineState;
import dev.assay.verifier.testing.SettableClock;
import dev.assay.verifier.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The fleet's numbers, counted in a real database.
class FiguresTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration WINDOW = Duration.ofHours(1);

  private final DataSource source = TestPostgres.fresh();
  private final SettableClock clock = new SettableClock();
  private final FigureStore store = new FigureStore(new Database(source), clock);

  private FleetFigures count() {
    return store.count(INTERVAL, Mode.ACT, WINDOW);
  }

  private void run(String sql, Object... values) {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.prepareStatement(sql)) {
        for (int at = 0; at < values.length; at++) {
          var value =
              values[at] instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : values[at];
          statement.setObject(at + 1, value);
        }
        statement.execute();
      }
      connection.commit();
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private void model(String name) {
    run(
        """
        INSERT INTO board_model (name, manufacturer, product, board_version, state, made_by, made_at,
            confirmed_by, confirmed_at)
        VALUES (?, '', '', '', 'CONFIRMED', 'olga', now(), 'olga', now())
        """,
        name);
  }

  /// ACTIVE machines `from` to `to`, appraised at that time.
  private void machines(String model, int from, int to, String verdict, Instant at) {
    run(
        """
        WITH n AS (
            SELECT sha256(convert_to(? || '/' || i, 'UTF8')) AS id FROM generate_series(?, ?) AS i),
        machine AS (
            INSERT INTO machine (id, state, board_model, ek_public, ek_standing, ek_software, ek_description,
                ek_root, ak_name, enrolled_host, host, enrolled_at, decided_by)
            SELECT id, 'ACTIVE', ?, id, 'ABSENT', false, '', '', id, '{}', '{}', now(), 'olga' FROM n
            RETURNING id)
        INSERT INTO attestation_key (name, machine_id, public_area, since) SELECT id, id, id, now() FROM machine
        """,
        model,
        from,
        to,
        model);
    run(
        """
        INSERT INTO appraisal (machine_id, at, machine_state, board_model, ak_name, attest, signature,
            evidence_sha256, extra_data, selection, pcr_values, boot_id, uptime_millis, host, replayed,
            golden_sets, os_layer_policy, verifier, verdict, findings)
        SELECT id, ?, 'ACTIVE', ?, id, id, id, id, id, id, '{}', '', 1, '{}', true, '{}', 'ENFORCE', 'test', ?, '[]'
        FROM (SELECT sha256(convert_to(? || '/' || i, 'UTF8')) AS id FROM generate_series(?, ?) AS i) AS n
        """,
        at,
        model,
        verdict,
        model,
        from,
        to);
    run(
        """
        UPDATE machine m SET latest_appraisal = a.id FROM appraisal a
        WHERE a.machine_id = m.id AND m.latest_appraisal IS NULL
        """);
  }

  @Test
  void freshnessIsWhatItsDefinitionSays() {
    model("X11");
    var ages = List.of(0, 479, 480, 481, 929, 930, 931, 86_400);
    for (int at = 0; at < ages.size(); at++) {
      machines("X11", at, at, "TRUSTED", clock.instant().minusSeconds(ages.get(at)));
    }
    var counted = count();
    for (var freshness : Freshness.values()) {
      long expected =
          ages.stream()
              .filter(
                  age ->
                      Freshness.of(
                              Optional.of(clock.instant().minusSeconds(age)),
                              INTERVAL,
                              clock.instant())
                          == freshness)
              .count();
      long found =
          counted.machines().stream()
              .filter(alike -> alike.freshness() == freshness)
              .mapToLong(Alike::count)
              .sum();
      assertThat(found).as(freshness.name()).isEqualTo(expected);
    }
    assertThat(counted.latestAppraisal()).contains(clock.instant());
  }

  @Test
  void machinesOwnIntervalCounts() {
    model("X11");
    machines("X11", 1, 1, "TRUSTED", clock.instant().minusSeconds(86_400));
    run("UPDATE machine SET interval_seconds = 86400");
    assertThat(count().machines())
        .containsExactly(
            new Alike("X11", Verdict.TRUSTED, Freshness.FRESH, QuarantineState.NONE, 1));
  }

  @Test
  void standsByModelVerdictAndQuarantineAreToldApart() {
    model("X11");
    model("X12");
    machines("X11", 1, 4, "TRUSTED", clock.instant());
    machines("X11", 5, 6, "UNTRUSTED", clock.instant());
    machines("X12", 1, 3, "UNTRUSTED", clock.instant());
    run(
        """
        INSERT INTO quarantine (machine_id, state, mode, since, decided_by, reason, clean, episode)
        SELECT id, 'HELD', 'ACT', now(), '', '', 0, 7 FROM machine WHERE board_model = 'X12'
        """);
    run(
        """
        UPDATE machine SET state = 'RETIRED'
        WHERE id = (SELECT id FROM machine WHERE board_model = 'X12' ORDER BY id LIMIT 1)
        """);
    run(
        """
        INSERT INTO quarantine_spending (at, mode, machine_id, board_model, golden_sets, firmware, finding)
        SELECT ?, mode, id, board_model, '{}', '', '' FROM machine,
            (VALUES ('ACT'), ('RECORD')) AS modes (mode) WHERE board_model = 'X11'
        """,
        clock.instant().minusSeconds(60));
    run(
        """
        UPDATE quarantine_spending SET at = at - interval '2 hours'
        WHERE machine_id = (SELECT machine_id FROM quarantine_spending ORDER BY machine_id LIMIT 1)
        """);

    var counted = count();

    assertThat(counted.machines())
        .containsExactlyInAnyOrder(
            new Alike("X11", Verdict.TRUSTED, Freshness.FRESH, QuarantineState.NONE, 4),
            new Alike("X11", Verdict.UNTRUSTED, Freshness.FRESH, QuarantineState.NONE, 2),
            new Alike("X12", Verdict.UNTRUSTED, Freshness.FRESH, QuarantineState.HELD, 2));
    assertThat(counted.states())
        .containsEntry(MachineState.ACTIVE, 8L)
        .containsEntry(MachineState.RETIRED, 1L);
    assertThat(counted.episodes()).isEqualTo(1);
    assertThat(counted.spent()).containsOnly(Map.entry("X11", 5));
  }

  @Test
  void whatWaitsForEachHookIsCounted() {
    run(
        """
        INSERT INTO hook (name, origin, description, paused, closed_until)
        VALUES ('busy', 'FILE', '{}', false, ?), ('idle', 'API', '{}', true, NULL)
        """,
        clock.instant().plusSeconds(60));
    run(
        """
        INSERT INTO event (cursor, id, at, kind, mode, body)
        SELECT i, 'evt_' || i, now(), 'NOTED', 'ACT', '{}' FROM generate_series(1, 4) AS i
        """);
    var made = clock.instant().minusSeconds(600);
    run(
        """
        INSERT INTO delivery (hook, event, lane, state, made_at, due_at)
        SELECT 'busy', i, '', state, ?, due FROM (VALUES
            (1, 'PENDING', CAST(? AS timestamptz)), (2, 'PENDING', CAST(? AS timestamptz)),
            (3, 'DEAD', now()), (4, 'DELIVERED', now())) AS d (i, state, due)
        """,
        made,
        clock.instant().minusSeconds(20),
        clock.instant().plusSeconds(20));

    assertThat(count().hooks())
        .containsExactly(
            new FleetFigures.OfHook(
                "busy",
                false,
                true,
                2,
                Optional.of(made),
                Optional.of(clock.instant().minusSeconds(20)),
                1),
            new FleetFigures.OfHook("idle", true, false, 0, Optional.empty(), Optional.empty(), 0));
  }

  @Test
  void anEmptyDatabaseCountsNothing() {
    var counted = count();
    assertThat(counted.machines()).isEmpty();
    assertThat(counted.latestAppraisal()).isEmpty();
    assertThat(counted.oldestPending()).isEmpty();
    assertThat(counted.goldenSets()).doesNotContainKey(GoldenState.ACTIVE);
  }

  @Test
  void databasesClockIsCompared() {
    long ahead = Duration.between(clock.instant(), OffsetDateTime.now(ZoneOffset.UTC)).toSeconds();
    assertThat(count().databaseAhead().toSeconds()).isBetween(ahead - 30, ahead + 30);
  }

  @Test
  void tenThousandMachinesAreCountedInAnInstant() {
    for (int model = 0; model < 20; model++) {
      model("Model " + model);
      machines("Model " + model, 1, 500, "TRUSTED", clock.instant());
    }
    run("ANALYZE machine");
    run("ANALYZE appraisal");
    count();
    long start = System.nanoTime();
    var counted = count();
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.printf("10,000 machines counted in %d ms%n", millis);
    assertThat(counted.machines()).hasSize(20);
    // Far above what it takes, on a machine that does nothing else a hundredth: it must not scan
    // history or run a query a machine.
    assertThat(millis).isLessThan(3_000);
  }
}
