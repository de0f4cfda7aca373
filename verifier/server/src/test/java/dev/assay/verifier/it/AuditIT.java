package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.audit.AuditJson;
import dev.assay.audit.AuditLine;
import dev.assay.audit.ChainWalk;
import dev.assay.audit.Malformed;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.golden.signing.Envelope;
import dev.assay.golden.signing.KeyKind;
import dev.assay.golden.signing.Signer;
import dev.assay.golden.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody changes anything through the API without an entry in the audit log.
class AuditIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SigningKey.Pair ALICE =
      SigningKey.generate(KeyKind.ED25519, new SecureRandom());
  private static final String BROUGHT = "brought-firmware";

  /// Routes that find nothing to do on one machine that nobody held; their entries are asserted
  /// where many are (BlastRadiusTest, DeliveryTest); and what needs a vendor (ManageSourcesTest).
  private static final Set<String> OF_MANY =
      Set.of(
          "POST /api/v1/quarantine/{id}/approve",
          "POST /api/v1/quarantine/resume",
          "POST /api/v1/golden/{id}/sources",
          "POST /api/v1/hooks/dead/resend");

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static SoftwareTpm tpm;
  private static SoftwareTpm otherTpm;
  private static String machine;

  /// What each route that changes something is called with here, in an order in which all succeed,
  /// and the act that has to be in the log then. A new route that is not here fails the build.
  private final Map<String, Call> calls = new LinkedHashMap<>();

  private String token = "";
  private String golden = "";

  /// A call that has to succeed.
  ///
  /// @param act what the log calls it
  /// @param on gives what the log names, once the call was made
  private record Call(Supplier<Rest.Answer> request, String act, Supplier<String> on) {}

  @BeforeAll
  static void oneMachine() throws IOException {
    var signers = folder.resolve("signers.txt").toAbsolutePath();
    Files.writeString(signers, new Signer("alice", ALICE.verification()).write());
    verifier =
        Verifiers.trustingSoftwareTpms(
            folder,
            Map.of(
                "ASSAY_AUDIT_CHECKPOINT_ENTRIES",
                "1",
                "ASSAY_GOLDEN_SIGNATURES",
                "1",
                "ASSAY_SIGNERS",
                signers.toString()));
    tpm = SoftwareTpm.fresh().withP256Certificate().start();
    tpm.fill(Host.eventLog("clean-A1"));
    var agent = agent("clean-A1", tpm);
    machine = agent.enroll();
    new Fleet(verifier).approve(machine);
    assertThat(agent.run("attest").exit()).as("no golden set yet: UNKNOWN").isEqualTo(4);
    // Its board is another, and proposes a model that a person may confirm.
    otherTpm = SoftwareTpm.fresh().withP256Certificate().start();
    agent("clean-B", otherTpm).succeeds("enroll");
  }

  private static AgentProcess agent(String capture, SoftwareTpm tpm) {
    return new AgentProcess(verifier, Host.of(folder.resolve(capture), capture), tpm.address());
  }

  @AfterAll
  static void stop() {
    verifier.close();
    tpm.close();
    otherTpm.close();
  }

  private void prepare() {
    var onMachine = "/api/v1/machines/" + machine;
    call(
        "/api/v1/machines/{id}/approve",
        onMachine,
        "MACHINE_APPROVED",
        Map.of("model", Fleet.MODEL, "acceptUnverifiedEk", true),
        () -> "machine:" + machine);
    call(
        "/api/v1/machines/{id}/attest",
        onMachine,
        "ATTESTATION_ASKED",
        Map.of(),
        () -> "machine:" + machine);
    call(
        "/api/v1/machines/{id}/interval",
        onMachine,
        "INTERVAL_SET",
        Map.of("seconds", 60),
        () -> "machine:" + machine);
    prepareModels();
    var racks = "machine,rack\n" + machine + ",R12\n";
    calls.put(
        "POST /api/v1/racks",
        new Call(
            () -> post("/api/v1/racks", Map.of("csv", racks)),
            "RACKS_SET",
            () -> "racks:" + sha256(racks)));
    prepareImages();
    calls.put(
        "POST /api/v1/golden", new Call(this::draft, "GOLDEN_DRAFTED", () -> "golden:" + golden));
    calls.put(
        "POST /api/v1/golden/import",
        new Call(this::bring, "GOLDEN_IMPORTED", () -> "golden:" + BROUGHT));
    onBrought("propose", Map.of(), "GOLDEN_PROPOSED");
    calls.put(
        "POST /api/v1/golden/{id}/signatures",
        new Call(this::sign, "GOLDEN_SIGNED", () -> "golden:" + BROUGHT));
    onBrought("activate", Map.of("forceChangesReason", "seen"), "GOLDEN_ACTIVATED");
    onBrought("retire", Map.of("forceChangesReason", "seen"), "GOLDEN_RETIRED");
    onBrought("revoke", Map.of("reason", "wrong"), "GOLDEN_REVOKED");
    prepareQuarantine();
    prepareHooks();
    call(
        "/api/v1/machines/{id}/retire",
        onMachine,
        "MACHINE_RETIRED",
        Map.of(),
        () -> "machine:" + machine);
    calls.put(
        "POST /api/v1/tokens", new Call(this::issue, "TOKEN_CREATED", () -> "token:" + token));
    calls.put(
        "DELETE /api/v1/tokens/{id}",
        new Call(
            () -> verifier.admin().delete("/api/v1/tokens/" + token),
            "TOKEN_REVOKED",
            () -> "token:" + token));
  }

  private void prepareQuarantine() {
    var onMachine = "/api/v1/quarantine/" + machine;
    call(
        "/api/v1/quarantine/{id}/add",
        onMachine,
        "MACHINE_QUARANTINED",
        Map.of("reason", "a test"),
        () -> "machine:" + machine);
    call(
        "/api/v1/quarantine/{id}/release",
        onMachine,
        "MACHINE_RELEASED",
        Map.of("reason", "a test", "acceptUntrusted", true),
        () -> "machine:" + machine);
  }

  private void prepareHooks() {
    var hook =
        Map.of("name", "tickets", "url", "https://203.0.113.1/", "secrets", List.of("env:ABSENT"));
    calls.put(
        "POST /api/v1/hooks",
        new Call(() -> post("/api/v1/hooks", hook), "HOOK_ADDED", () -> "hook:tickets"));
    call(
        "/api/v1/hooks/{id}/test",
        "/api/v1/hooks/tickets",
        "HOOK_TESTED",
        Map.of(),
        () -> "hook:tickets");
    call(
        "/api/v1/hooks/{id}/pause",
        "/api/v1/hooks/tickets",
        "HOOK_PAUSED",
        Map.of("paused", true),
        () -> "hook:tickets");
    calls.put(
        "DELETE /api/v1/hooks/{id}",
        new Call(
            () -> verifier.admin().delete("/api/v1/hooks/tickets"),
            "HOOK_REMOVED",
            () -> "hook:tickets"));
  }

  private void prepareModels() {
    var proposed = proposedModel();
    calls.put(
        "POST /api/v1/models",
        new Call(
            () -> post("/api/v1/models", Map.of("model", "NEW-1", "product", "NEW-1")),
            "MODEL_ADDED",
            () -> "model:NEW-1"));
    calls.put(
        "POST /api/v1/models/alias",
        new Call(
            () ->
                post(
                    "/api/v1/models/alias",
                    Map.of("model", "NEW-1", "manufacturer", "Vendor", "product", "NEW-1a")),
            "MODEL_ALIAS_ADDED",
            () -> "model:NEW-1"));
    calls.put(
        "POST /api/v1/models/confirm",
        new Call(
            () -> post("/api/v1/models/confirm", Map.of("model", proposed)),
            "MODEL_CONFIRMED",
            () -> "model:" + proposed));
    var manifest = "ek_sha256,model,shipment\n" + "ab".repeat(32) + ",NEW-1,first\n";
    calls.put(
        "POST /api/v1/shipments",
        new Call(
            () -> post("/api/v1/shipments", Map.of("csv", manifest)),
            "MANIFEST_IMPORTED",
            () -> "manifest:" + sha256(manifest)));
  }

  private void prepareImages() {
    calls.put(
        "POST /api/v1/images",
        new Call(
            () -> post("/api/v1/images", Map.of("image", "web-1")),
            "OS_IMAGE_ADDED",
            () -> "image:web-1"));
    call(
        "/api/v1/machines/{id}/role",
        "/api/v1/machines/" + machine,
        "MACHINE_ROLE_SET",
        Map.of("role", "web"),
        () -> "machine:" + machine);
    call(
        "/api/v1/machines/{id}/labels",
        "/api/v1/machines/" + machine,
        "MACHINE_LABELS_SET",
        Map.of("set", List.of("env=prod")),
        () -> "machine:" + machine);
    calls.put(
        "POST /api/v1/images/assign",
        new Call(
            () -> post("/api/v1/images/assign", Map.of("image", "web-1", "role", "web")),
            "OS_IMAGE_ASSIGNED",
            () -> "image:web-1"));
    calls.put(
        "POST /api/v1/images/unassign",
        new Call(
            () -> post("/api/v1/images/unassign", Map.of("role", "web")),
            "OS_IMAGE_UNASSIGNED",
            () -> "image:web-1"));
  }

  private static String proposedModel() {
    var models = verifier.admin().get("/api/v1/models").ok().path("models");
    for (var model : models) {
      if (model.path("state").asText().equals("PROPOSED")) {
        return model.path("name").asText();
      }
    }
    throw new AssertionError("no proposed model in " + models);
  }

  private static String sha256(String text) {
    var bytes = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    return HashAlgorithm.SHA256.hash(bytes).toHex();
  }

  private void call(
      String route, String path, String act, Map<String, ?> body, Supplier<String> on) {
    var whole = path + route.substring(route.indexOf("{id}") + "{id}".length());
    calls.put("POST " + route, new Call(() -> post(whole, body), act, on));
  }

  private void onBrought(String act, Map<String, ?> body, String kind) {
    calls.put(
        "POST /api/v1/golden/{id}/" + act,
        new Call(
            () -> post("/api/v1/golden/" + BROUGHT + "/" + act, body),
            kind,
            () -> "golden:" + BROUGHT));
  }

  /// The set that was learned, as a file under another id.
  private Rest.Answer bring() {
    var learned = (ObjectNode) verifier.admin().get("/api/v1/golden/" + golden).ok();
    learned.remove(List.of("proposal", "signatures"));
    var file = learned.put("id", BROUGHT).toString();
    return verifier.admin().call("POST", "/api/v1/golden/import", Optional.of(file));
  }

  private Rest.Answer sign() {
    try {
      var shown = verifier.admin().get("/api/v1/golden/" + BROUGHT).text();
      var proposed = GoldenFile.read(shown).orElseThrow().proposed();
      var signature = Envelope.sign(proposed, ALICE.signing()).toArray();
      return post(
          "/api/v1/golden/" + BROUGHT + "/signatures",
          Map.of("signature", Base64.getEncoder().encodeToString(signature)));
    } catch (GoldenSetInvalid e) {
      throw new AssertionError(e);
    }
  }

  private static Rest.Answer post(String path, Map<String, ?> body) {
    return verifier.admin().post(path, body);
  }

  private Rest.Answer draft() {
    var answer =
        post(
            "/api/v1/golden",
            Map.of(
                "model",
                Fleet.MODEL,
                "from",
                List.of(machine),
                "singleMachineReason",
                "one machine is all that this test has"));
    golden = answer.ok().path("sets").path(0).path("id").asText();
    return answer;
  }

  private Rest.Answer issue() {
    var answer =
        post("/api/v1/tokens", Map.of("name", "eve", "role", "viewer", "expiresInDays", 1));
    token = answer.ok().path("id").asText();
    return answer;
  }

  @Test
  void everyRouteThatChangesSomethingLeavesAnEntry() {
    prepare();
    assertThat(calls.keySet()).isEqualTo(changing());
    for (var call : calls.entrySet()) {
      long before = entries(0).size();
      call.getValue().request().get().ok();
      var told = entries(before);
      assertThat(told).as(call.getKey()).isNotEmpty();
      assertThat(told)
          .as(call.getKey())
          .anySatisfy(
              line -> {
                assertThat(line.entry().act()).isEqualTo(call.getValue().act());
                assertThat(line.entry().actor()).isEqualTo("first administrator");
                assertThat(line.entry().token()).isPresent();
                assertThat(line.entry().on()).isEqualTo(call.getValue().on().get());
              });
    }
    assertThat(entries(0)).noneMatch(line -> AuditJson.write(line).contains("assay_"));
  }

  private static Set<String> changing() {
    return AccessTable.ROUTES.keySet().stream()
        .filter(route -> !route.startsWith("GET ") && !OF_MANY.contains(route))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<AuditLine> entries(long after) {
    return lines("/api/v1/audit?after=" + after).stream().map(AuditIT::entry).toList();
  }

  private static List<String> lines(String path) {
    var answer = verifier.admin().get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/jsonl");
    return answer.text().lines().toList();
  }

  private static AuditLine entry(String line) {
    try {
      return AuditJson.read(line);
    } catch (Malformed e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void logIsOneChainAndItsCheckpointsAreHandedOut() {
    var first = entries(0).getFirst().entry();
    assertThat(first.act()).isEqualTo("TOKEN_CREATED");
    assertThat(first.actor()).isEqualTo("the verifier");

    var checkpoint = firstCheckpoint();
    var walk = new ChainWalk(List.of(checkpoint.verified().orElseThrow()));
    entries(0).forEach(walk::next);
    assertThat(walk.end()).isEmpty();
    assertThat(walk.agreed()).isPositive();
    assertThat(verifier.logText()).contains("audit checkpoint " + checkpoint.write());
  }

  private static SignedCheckpoint firstCheckpoint() {
    var line =
        Waiting.forValue(
            "a checkpoint",
            PATIENCE,
            () -> lines("/api/v1/audit/checkpoints").stream().findFirst());
    try {
      return SignedCheckpoint.read(line);
    } catch (Malformed e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void entriesComePageByPage() {
    var whole = lines("/api/v1/audit");
    var pages = new ArrayList<String>();
    for (int after = 0; after < whole.size(); after++) {
      pages.addAll(lines("/api/v1/audit?limit=1&after=" + after));
    }
    assertThat(pages).containsExactlyElementsOf(whole);
    assertThat(verifier.admin().get("/api/v1/audit?limit=0").status()).isEqualTo(400);
    assertThat(verifier.admin().get("/api/v1/audit?since=yesterday").status()).isEqualTo(400);
  }

  @Test
  void resultIsSignedByAPublishedKey() {
    var keys = verifier.anonymous().get("/api/v1/result-keys");
    assertThat(keys.contentType()).startsWith("application/jwk-set+json");
    JsonNode key = keys.ok().path("keys").path(0);
    assertThat(key.has("d")).isFalse();

    var result = verifier.admin().get("/api/v1/machines/" + machine + "/result");
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.contentType()).startsWith("application/eat-jwt");
    assertThat(result.text().split("\\.", -1)).hasSize(3);
    assertThat(verifier.admin().get("/api/v1/machines/" + "0".repeat(64) + "/result").status())
        .isEqualTo(404);
  }
}
