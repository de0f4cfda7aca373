package dev.assay.verifier.store;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Freshness;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.figures.FigureRecords;
import dev.assay.verifier.service.figures.FleetFigures;
import dev.assay.verifier.service.figures.FleetFigures.Alike;
import dev.assay.verifier.service.figures.FleetFigures.OfHook;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.QuarantineState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Counts the fleet with one statement: each line says what it counts, by which names, how many,
/// and since when. It reads every ACTIVE machine once and no history.
public final class FigureStore implements FigureRecords {
  // Freshness as its own definition has it (Freshness).
  private static final String COUNT =
      """
      WITH active AS (
          SELECT m.board_model AS model, coalesce(a.verdict, 'UNKNOWN') AS verdict,
              CASE
                  WHEN a.at IS NULL THEN 'NEVER'
                  WHEN a.at >= CAST(:at AS timestamptz) - make_interval(
                      secs => 30 + 1.5 * coalesce(m.interval_seconds, :usual)) THEN 'FRESH'
                  WHEN a.at >= CAST(:at AS timestamptz) - make_interval(
                      secs => 30 + 3 * coalesce(m.interval_seconds, :usual)) THEN 'STALE'
                  ELSE 'SILENT'
              END AS freshness,
              coalesce(q.state, 'NONE') AS quarantine
          FROM machine m
              LEFT JOIN appraisal a ON a.id = m.latest_appraisal
              LEFT JOIN quarantine q ON q.machine_id = m.id
          WHERE m.state = 'ACTIVE')
      SELECT 'machines' AS what, model AS name, verdict, freshness, quarantine, count(*) AS number,
          CAST(NULL AS timestamptz) AS time
      FROM active GROUP BY model, verdict, freshness, quarantine
      UNION ALL SELECT 'state', state, '', '', '', count(*), min(enrolled_at) FROM machine GROUP BY state
      UNION ALL SELECT 'key change', '', '', '', '', count(*), NULL FROM key_change_request
      UNION ALL SELECT 'appraised', '', '', '', '', 0, max(at) FROM appraisal
      UNION ALL SELECT 'golden', state, '', '', '', count(*), NULL FROM golden_set GROUP BY state
      UNION ALL SELECT 'window', board_model, '', '', '', 0, min(ends_at) FROM golden_set
          WHERE state = 'ACTIVE' AND ends_at IS NOT NULL GROUP BY board_model
      UNION ALL SELECT 'spent', board_model, '', '', '', count(*), NULL FROM quarantine_spending
          WHERE at > :after AND mode = :mode GROUP BY board_model
      UNION ALL SELECT 'episode', '', '', '', '', count(DISTINCT episode), NULL FROM quarantine
          WHERE state = 'HELD' AND episode IS NOT NULL
      UNION ALL SELECT 'hook', h.name, '', '', '', 0, NULL FROM hook h
      UNION ALL SELECT 'paused', h.name, '', '', '', 1, NULL FROM hook h WHERE h.paused
      UNION ALL SELECT 'closed', h.name, '', '', '', 1, NULL FROM hook h WHERE h.closed_until > :at
      UNION ALL SELECT 'pending', d.hook, '', '', '', count(*), min(d.made_at) FROM delivery d
          WHERE d.state = 'PENDING' GROUP BY d.hook
      UNION ALL SELECT 'due', d.hook, '', '', '', count(*), min(d.due_at) FROM delivery d
          WHERE d.state = 'PENDING' AND d.due_at <= :at GROUP BY d.hook
      UNION ALL SELECT 'dead', d.hook, '', '', '', count(*), NULL FROM delivery d
          WHERE d.state = 'DEAD' GROUP BY d.hook
      """;

  private final Database database;
  private final InstantSource clock;

  public FigureStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Line(
      String what,
      String name,
      String verdict,
      String freshness,
      String quarantine,
      long number,
      Optional<Instant> time) {

    static Line read(Row row) throws SQLException {
      return new Line(
          row.text("what"),
          row.text("name"),
          row.text("verdict"),
          row.text("freshness"),
          row.text("quarantine"),
          row.number("number"),
          row.timeIfAny("time"));
    }
  }

  @Override
  public FleetFigures count(Duration usual, Mode mode, Duration window) {
    return database.read(
        handle -> {
          var ahead = ahead(handle);
          var at = clock.instant();
          var lines =
              handle
                  .createQuery(COUNT)
                  .bind("at", at)
                  .bind("usual", usual.toSeconds())
                  .bind("after", at.minus(window))
                  .bind("mode", mode.name())
                  .map((results, _) -> Line.read(new Row(results)))
                  .list();
          return figures(lines, at, ahead);
        });
  }

  // Against the middle of the question and its answer, as NTP reckons.
  private Duration ahead(Handle handle) {
    var asked = clock.instant();
    var theirs =
        handle
            .createQuery("SELECT clock_timestamp()")
            .mapTo(OffsetDateTime.class)
            .one()
            .toInstant();
    var answered = clock.instant();
    return Duration.between(asked.plus(Duration.between(asked, answered).dividedBy(2)), theirs);
  }

  private static FleetFigures figures(List<Line> lines, Instant at, Duration ahead) {
    var machines = new ArrayList<Alike>();
    var states = new EnumMap<MachineState, Long>(MachineState.class);
    var golden = new EnumMap<GoldenState, Long>(GoldenState.class);
    var windows = new HashMap<String, Instant>();
    var spent = new HashMap<String, Integer>();
    Map<String, Map<String, Line>> byWhat = new HashMap<>();
    for (var line : lines) {
      byWhat.computeIfAbsent(line.what(), _ -> new HashMap<>()).put(line.name(), line);
      switch (line.what()) {
        case "machines" -> machines.add(alike(line));
        case "state" -> states.put(MachineState.valueOf(line.name()), line.number());
        case "golden" -> golden.put(GoldenState.valueOf(line.name()), line.number());
        case "window" -> line.time().ifPresent(end -> windows.put(line.name(), end));
        case "spent" -> spent.put(line.name(), (int) line.number());
        default -> {}
      }
    }
    var single = new Found(byWhat);
    return new FleetFigures(
        at,
        machines,
        states,
        single.time("state", MachineState.PENDING.name()),
        single.number("key change", ""),
        single.time("appraised", ""),
        golden,
        windows,
        spent,
        single.number("episode", ""),
        byWhat.getOrDefault("hook", Map.of()).keySet().stream().sorted().map(single::hook).toList(),
        ahead);
  }

  private static Alike alike(Line line) {
    return new Alike(
        line.name(),
        Verdict.valueOf(line.verdict()),
        Freshness.valueOf(line.freshness()),
        QuarantineState.valueOf(line.quarantine()),
        line.number());
  }

  /// The lines by what they count and by name.
  private record Found(Map<String, Map<String, Line>> byWhat) {

    private Optional<Line> line(String what, String name) {
      return Optional.ofNullable(byWhat.getOrDefault(what, Map.of()).get(name));
    }

    long number(String what, String name) {
      return line(what, name).map(Line::number).orElse(0L);
    }

    Optional<Instant> time(String what, String name) {
      return line(what, name).flatMap(Line::time);
    }

    OfHook hook(String name) {
      return new OfHook(
          name,
          number("paused", name) > 0,
          number("closed", name) > 0,
          number("pending", name),
          time("pending", name),
          time("due", name),
          number("dead", name));
    }
  }
}
