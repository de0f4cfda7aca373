package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.verifier.testing.TestReceiver;
import dev.assay.verifier.testing.TestReceiver.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running verifier shows of its work: to a real Prometheus, to a collector of traces, and
/// in its log. Two healthy machines and one with altered firmware, which is quarantined, with a
/// hook that is told.
class TelemetryIT {
  private static final Pattern ROW =
      Pattern.compile("\\| `(assay_\\w+)` \\| (\\w+) \\|([^|]*)\\| ([^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("\\b(assay_\\w+)");
  private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path ROOT = Path.of("../..");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static final List<SoftwareTpm> TPMS = new ArrayList<>();
  private static TestReceiver receiver;
  private static TraceReceiver traces;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static Server healthy;
  private static Server altered;
  private static Instant happened;

  private record Server(AgentProcess agent, String id) {}

  @BeforeAll
  static void oneMachineFailsAndIsQuarantined() throws IOException {
    receiver = TestReceiver.answering(_ -> Answer.OK);
    traces = new TraceReceiver();
    verifier =
        Verifiers.trustingSoftwareTpms(
            folder,
            Map.of(
                "ASSAY_QUARANTINE_MODE",
                "act",
                "ASSAY_HOOKS",
                hooks().toString(),
                "HOOK_KEY",
                TestReceiver.SECRET,
                "ASSAY_LOG_JSON",
                "true",
                "ASSAY_OTLP_ENDPOINT",
                traces.url(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "200ms"));
    fleet = new Fleet(verifier);
    healthy = server("clean-A1");
    var sibling = server("clean-A2");
    healthy.agent().run("attest");
    sibling.agent().run("attest");
    fleet.goldenFrom(List.of(healthy.id(), sibling.id()));
    openWindow(sibling);
    healthy.agent().succeeds("attest");
    healthy.agent().succeeds("attest");
    // Bound to another channel than its own: refused.
    sibling.agent().with("ASSAY_TLS_PROXY_CERTIFICATE_BINDING", "true").run("attest");
    altered = server("implant-fw");
    try (var _ = altered.agent().start()) {
      Waiting.until("the receiver to be told", PATIENCE, () -> told(altered.id()));
    }
    happened = Instant.now();
  }

  // A second set of the same firmware, and the one before it in force for a day still.
  private static void openWindow(Server sibling) {
    var draft =
        Map.of(
            "model",
            Fleet.MODEL,
            "from",
            List.of(sibling.id()),
            "singleMachineReason",
            "the test needs a window");
    var drafted = verifier.admin().post("/api/v1/golden", draft).ok();
    var set = drafted.path("sets").get(0).path("id").asText();
    var path = "/api/v1/golden/" + set;
    var until = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    if (drafted.path("sets").get(0).path("state").asText().equals("DRAFT")) {
      verifier.admin().post(path + "/propose", Map.of("acceptDifferencesReason", "a test")).ok();
    }
    verifier
        .admin()
        .post(
            path + "/activate",
            Map.of("until", until.toString(), "forceChangesReason", "for the window"))
        .ok();
  }

  private static Path hooks() throws IOException {
    return Files.writeString(
        folder.resolve("hooks.json"),
        """
        {"hooks": [{"name": "tickets", "url": "%s", "allowPrivate": true,
          "secrets": ["env:HOOK_KEY"], "severity": "info"}]}
        """
            .formatted(receiver.url()));
  }

  private static Server server(String capture) {
    var tpm = SoftwareTpm.fresh().withP256Certificate().start();
    TPMS.add(tpm);
    tpm.fill(Host.eventLog(capture));
    var agent =
        new AgentProcess(verifier, Host.of(folder.resolve(capture), capture), tpm.address())
            .with("ASSAY_EK", "ecc");
    var id = agent.enroll();
    fleet.approve(id);
    return new Server(agent, id);
  }

  private static boolean told(String machine) {
    return receiver.received().stream()
        .map(request -> parse(request.body()))
        .anyMatch(
            event ->
                event.path("subject").asText().equals(machine)
                    && event.path("type").asText().equals("dev.assay.machine.quarantined"));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  @AfterAll
  static void stop() {
    verifier.close();
    receiver.close();
    traces.close();
    TPMS.forEach(SoftwareTpm::close);
  }

  // ---- metrics

  private record Documented(String type, String help, Set<String> labels) {}

  private static Map<String, Documented> documented() throws IOException {
    var rows = ROW.matcher(Files.readString(ROOT.resolve("docs/metrics.md")));
    var found = new TreeMap<String, Documented>();
    while (rows.find()) {
      var labels =
          QUOTED
              .matcher(rows.group(3))
              .results()
              .map(label -> label.group(1))
              .collect(Collectors.toSet());
      found.put(rows.group(1), new Documented(rows.group(2), rows.group(4).strip(), labels));
    }
    return found;
  }

  // A count sets its time last. All of it is in a scrape that begins after the time was seen.
  private static Scrape scrape() {
    Waiting.until("the fleet to be counted", PATIENCE, () -> counted().isAfter(happened));
    return metrics();
  }

  private static Instant counted() {
    return metrics().samples().stream()
        .filter(sample -> sample.name().equals("assay_figures_timestamp_seconds"))
        .map(sample -> Instant.ofEpochSecond((long) Double.parseDouble(sample.value())))
        .findAny()
        .orElseThrow();
  }

  private static Scrape metrics() {
    return Scrape.of(verifier.admin().get("/q/metrics").text());
  }

  @Test
  void everyMetricIsInTheTableWithItsTypeHelpAndLabels() throws IOException {
    var scrape = scrape();
    var table = documented();
    var shown = new TreeMap<String, Scrape.Family>();
    scrape
        .families()
        .forEach(
            (name, family) -> {
              // What Micrometer adds to each histogram: its greatest of the last minutes.
              if (name.startsWith("assay_") && !name.endsWith("_seconds_max")) {
                // OpenMetrics names a counter's family without the end of its sample's name.
                shown.put(family.type().equals("counter") ? name + "_total" : name, family);
              }
            });
    assertThat(shown.keySet()).hasSizeGreaterThan(20).isEqualTo(table.keySet());
    shown.forEach(
        (name, family) -> {
          var row = Objects.requireNonNull(table.get(name));
          assertThat(family.help()).as(name).isEqualTo(row.help());
          assertThat(family.type()).as(name).isEqualTo(row.type());
        });
    for (var sample : scrape.samples()) {
      var family = table.get(sample.name().replaceFirst("_(bucket|sum|count)$", ""));
      if (family != null) {
        assertThat(family.labels()).as(sample.name()).containsAll(sample.labels().keySet());
        assertThat(sample.labels().values())
            .noneMatch(value -> value.contains(altered.id()) || value.contains(healthy.id()));
      }
    }
  }

  @Test
  void dashboardsAndRulesNameMetricsThatExist() throws IOException {
    var names = scrape().names();
    var asked = new TreeSet<String>();
    try (var files = Files.list(ROOT.resolve("helm/assay/dashboards"))) {
      var dashboards = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(dashboards).hasSize(3);
      for (var file : dashboards) {
        var dashboard = JSON.readTree(file.toFile());
        var expressions =
            Stream.concat(
                    dashboard.findValuesAsText("expr").stream(),
                    dashboard.findValuesAsText("query").stream())
                .toList();
        assertThat(expressions).as(file.toString()).hasSizeGreaterThan(5);
        expressions.forEach(expression -> asked.addAll(metrics(expression)));
      }
    }
    asked.addAll(metrics(Files.readString(ROOT.resolve("helm/assay/rules/assay.yaml"))));
    assertThat(asked).hasSizeGreaterThan(20);
    assertThat(names).containsAll(asked);
  }

  private static Set<String> metrics(String expression) {
    return NAME.matcher(expression)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void prometheusScrapesItAndTheMachinesAlertIsOnItsWay() throws IOException {
    scrape();
    var token =
        verifier
            .admin()
            .post(
                "/api/v1/tokens",
                Map.of("name", "prometheus", "role", "VIEWER", "expiresInDays", 366))
            .ok()
            .path("token")
            .asText();
    var rules = ROOT.resolve("helm/assay/rules/assay.yaml");
    try (var prometheus =
        new PrometheusProcess(
            Files.createDirectories(folder.resolve("scraper")), verifier, token, rules)) {
      Waiting.until(
          "Prometheus to scrape", PATIENCE, () -> value(prometheus, "up{job=\"assay\"}") == 1);
      Waiting.until(
          "the rules to count",
          PATIENCE,
          () -> value(prometheus, "sum(assay:model_untrusted:sum)") == 1);
      assertThat(value(prometheus, "sum(assay_machines)")).isEqualTo(3);
      assertThat(value(prometheus, "assay_dead_deliveries")).isZero();
      Waiting.until(
          "the alert to be pending",
          PATIENCE,
          () ->
              prometheus
                  .get("alerts")
                  .path("data")
                  .path("alerts")
                  .findValuesAsText("alertname")
                  .contains("AssayMachineUntrusted"));
      var evaluated = prometheus.get("rules").path("data").path("groups");
      assertThat(evaluated.findValuesAsText("health")).hasSizeGreaterThan(20).containsOnly("ok");
      // A window that ends in a day is near its end; else nothing is wrong here.
      assertThat(prometheus.get("alerts").path("data").path("alerts").findValuesAsText("alertname"))
          .isSubsetOf("AssayMachineUntrusted", "AssayGoldenSetEnding");
    }
  }

  private static double value(PrometheusProcess prometheus, String expression) {
    return prometheus.query(expression).path(0).path("value").path(1).asDouble(Double.NaN);
  }

  // ---- traces

  @Test
  void oneAttestationIsOneTraceFromTheStreamToTheReceiver() {
    var delivery =
        Waiting.forValue(
            "the span of the delivery",
            PATIENCE,
            () ->
                traces.spans().stream()
                    .filter(span -> span.name().equals("deliver"))
                    .filter(span -> span.raw().toStringUtf8().contains("machine.quarantined"))
                    .findFirst());
    var trace =
        Waiting.forValue(
            "the whole trace",
            PATIENCE,
            () -> {
              Map<String, TraceReceiver.Span> byId = new HashMap<>();
              traces.spans().stream()
                  .filter(span -> span.trace().equals(delivery.trace()))
                  .forEach(span -> byId.put(span.id(), span));
              return Optional.of(byId)
                  .filter(all -> all.values().stream().anyMatch(span -> span.parent().isEmpty()));
            });
    var transaction = Objects.requireNonNull(trace.get(delivery.parent()));
    assertThat(transaction.name()).isEqualTo("database transaction");
    var attestation = Objects.requireNonNull(trace.get(transaction.parent()));
    assertThat(attestation.name()).isEqualTo("dev.assay.v1.AttestationService/Attest");
    assertThat(attestation.parent()).isEmpty();
    assertThat(trace.values())
        .anySatisfy(
            span -> {
              assertThat(span.name()).isEqualTo("appraise");
              assertThat(span.parent()).isEqualTo(attestation.id());
            });
    assertThat(attestation.raw().toStringUtf8()).contains(altered.id());
    var event =
        receiver.received().stream()
            .map(request -> parse(request.body()))
            .filter(sent -> sent.path("type").asText().endsWith("machine.quarantined"))
            .findFirst()
            .orElseThrow();
    assertThat(event.path("traceparent").asText())
        .isEqualTo("00-%s-%s-01".formatted(delivery.trace(), transaction.id()));
  }

  @Test
  void spansHoldNoSecret() {
    assertThat(traces.spans()).isNotEmpty();
    for (var span : traces.spans()) {
      assertThat(span.raw().toStringUtf8()).doesNotContain("assay_", TestReceiver.SECRET, "token");
    }
  }

  // ---- logs

  // What the JVM itself prints at its start, and what says that the verifier is ready, is no event.
  private static List<JsonNode> events() {
    var lines = verifier.logText().lines().filter(line -> line.startsWith("{")).toList();
    return lines.stream().map(TelemetryIT::parse).toList();
  }

  private static List<String> about(String machine, String start) {
    return events().stream()
        .filter(event -> event.path("mdc").path("machine").asText().equals(machine))
        .filter(event -> event.path("level").asText().equals("INFO"))
        .map(event -> event.path("message").asText())
        .filter(message -> message.startsWith(start))
        .toList();
  }

  @Test
  void changesAreToldWithTheMachinesIdInItsOwnField() {
    assertThat(about(altered.id(), "verdict "))
        .singleElement()
        .asString()
        .startsWith("verdict UNTRUSTED, before none: ");
    assertThat(about(altered.id(), "enrolled, PENDING")).hasSize(1);
    assertThat(about(altered.id(), "MACHINE_QUARANTINED")).hasSize(1);
    assertThat(about(altered.id(), "MACHINE_APPROVED"))
        .singleElement()
        .asString()
        .contains("by first administrator");
  }

  @Test
  void anAttestationThatChangesNothingIsNotTold() {
    assertThat(about(healthy.id(), "")).hasSize(4);
    assertThat(about(healthy.id(), "verdict "))
        .containsExactly(
            "verdict UNKNOWN, before none: NO_GOLDEN_SET", "verdict TRUSTED, before UNKNOWN");
    assertThat(fleet.appraisals(healthy.id()).size()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void logIsOneEventALineAndHoldsNoSecret() throws IOException {
    var text = verifier.logText();
    assertThat(events()).hasSizeGreaterThan(5);
    assertThat(text.lines().filter(line -> line.startsWith("\tat "))).isEmpty();
    assertThat(text)
        .doesNotContain(
            Files.readString(verifier.data().resolve("admin.token")).strip(),
            TestReceiver.SECRET.substring("whsec_".length()));
  }
}
