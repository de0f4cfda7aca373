package dev.assay.verifier.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operator does with the fleet, over REST.
final class Fleet {

  static final String MODEL = "TestVendor X11-TEST";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final VerifierProcess verifier;

  Fleet(VerifierProcess verifier) {
    this.verifier = verifier;
  }

  JsonNode approve(String machine) {
    var approval = Map.of("model", MODEL, "acceptUnverifiedEk", true);
    return verifier.admin().post(path(machine) + "/approve", approval).ok();
  }

  JsonNode show(String machine) {
    return verifier.admin().get(path(machine)).ok();
  }

  JsonNode inventory(String machine) {
    return verifier.admin().get(path(machine) + "/inventory").ok();
  }

  JsonNode appraisals(String machine) {
    return verifier.admin().get(path(machine) + "/appraisals").ok().path("appraisals");
  }

  JsonNode attestNow(String machine) {
    return verifier.admin().post(path(machine) + "/attest", Map.of()).ok();
  }

  /// Learns golden sets from machines and puts both layers in force, on a verifier that asks for no
  /// signatures.
  void goldenFrom(List<String> machines) {
    var draft = new HashMap<String, Object>(Map.of("model", MODEL, "from", machines));
    if (machines.size() == 1) {
      draft.put("singleMachineReason", "one machine is all that this test has");
    }
    var drafted = verifier.admin().post("/api/v1/golden", draft).ok();
    for (var set : drafted.path("sets")) {
      var path = "/api/v1/golden/" + set.path("id").asText();
      if (set.path("state").asText().equals("DRAFT")) {
        var reason = Map.of("acceptDifferencesReason", "seen by this test");
        verifier.admin().post(path + "/propose", reason).ok();
      }
      var force = Map.of("forceChangesReason", "some of this test are meant to be bad");
      verifier.admin().post(path + "/activate", force).ok();
    }
  }

  /// Waits until a machine has this verdict from an appraisal after the given one.
  JsonNode awaitVerdict(String machine, String verdict) {
    return Waiting.forValue(
        "machine %s to be %s".formatted(machine, verdict),
        PATIENCE,
        () ->
            Optional.of(show(machine)).filter(now -> now.path("verdict").asText().equals(verdict)));
  }

  /// Waits until a machine was appraised again since `before`, a time of `verdictAt`.
  JsonNode awaitAppraisalAfter(String machine, String before) {
    return Waiting.forValue(
        "machine %s to be appraised after %s".formatted(machine, before),
        PATIENCE,
        () ->
            Optional.of(show(machine))
                .filter(now -> now.path("verdictAt").asText().compareTo(before) > 0));
  }

  static List<String> codes(JsonNode machine) {
    return machine.path("findings").findValuesAsText("code");
  }

  private static String path(String machine) {
    return "/api/v1/machines/" + machine;
  }
}
