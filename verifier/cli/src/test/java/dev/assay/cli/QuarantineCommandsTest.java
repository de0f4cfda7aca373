package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuarantineCommandsTest extends WithVerifier {
  private static final String DECIDE = "POST /api/v1/quarantine/" + UNTRUSTED;

  @Test
  void listNamesWhatHeldOnesShareBeforeTheMachines() {
    verifier().on("GET /api/v1/quarantine", "quarantine.json");
    assertThat(assay().run("quarantine", "list").out())
        .isEqualTo(TestResource.text("screens/quarantine.txt"));
  }

  @Test
  void emptyListSaysSo() {
    verifier()
        .on("GET /api/v1/quarantine", 200, "{\"mode\":\"ACT\",\"machines\":[],\"episodes\":[]}");
    assertThat(assay().run("quarantine", "list").out())
        .isEqualTo("Mode  act\nNo machine is suspect, held or quarantined.\n");
  }

  @Test
  void decisionCarriesItsReason() {
    verifier().on(DECIDE + "/add", 200, "{\"state\":\"QUARANTINED\",\"mode\":\"ACT\"}");
    var result = assay().run("quarantine", "add", "4444dddd", "--reason", "smoke");
    assertThat(verifier().bodyOf(DECIDE + "/add")).isEqualTo("{\"reason\":\"smoke\"}");
    assertThat(result.out()).endsWith(" is QUARANTINED.\n");
  }

  @Test
  void decisionOnRecordOnlySaysThatNobodyIsTold() {
    verifier().on(DECIDE + "/add", 200, "{\"state\":\"QUARANTINED\",\"mode\":\"RECORD\"}");
    assertThat(assay().run("quarantine", "add", "4444dddd", "--reason", "smoke").out())
        .contains("on record only");
  }

  @Test
  void releaseAgainstTheVerdictIsAFlagOfItsOwn() {
    verifier().on(DECIDE + "/release", 200, "{\"state\":\"RELEASING\",\"mode\":\"ACT\"}");
    assay().run("quarantine", "release", "4444dddd", "--reason", "x", "--accept-untrusted");
    assertThat(verifier().bodyOf(DECIDE + "/release"))
        .isEqualTo("{\"reason\":\"x\",\"acceptUntrusted\":true}");
  }

  @Test
  void missingReasonIsWrongUsage() {
    assertThat(assay().run("quarantine", "release", "4444dddd").code()).isEqualTo(2);
  }

  @Test
  void resumeThatLeavesSomebodyOutIsBadNews() {
    verifier()
        .on(
            "POST /api/v1/quarantine/resume",
            200,
            "{\"released\":[\"a\",\"b\"],\"remaining\":[\"c\"]}");
    var result = assay().run("quarantine", "resume", "--model", "X11", "--reason", "wrong set");
    assertThat(result.out()).isEqualTo("Let back: 2. Still out: 1.\n");
    assertThat(result.code()).isEqualTo(1);
    assertThat(verifier().bodyOf("POST /api/v1/quarantine/resume"))
        .isEqualTo("{\"reason\":\"wrong set\",\"model\":\"X11\"}");
  }

  @Test
  void policyOfAMachineSaysWhichRuleHoldsAndWhy() {
    verifier()
        .on(
            "GET /api/v1/quarantine/" + UNTRUSTED + "/policy",
            200,
            """
            {"machine": "%s", "hostName": "node-3", "boardModel": "X11", "rack": "R7",
             "why": "It is the first rule for this machine: its board model is X11.",
             "policy": {"name": "storage", "mode": "DRY_RUN", "silence": "WARN",
               "severities": {"VIOLATION": "QUARANTINE", "UNDECIDED": "RECORD", "WARNING": "WARN", "NOTE": "IGNORE"},
               "findings": {"NO_GOLDEN_SET": "RECORD"}, "confirmSeconds": 600, "releaseAfter": 3}}
            """
                .formatted(UNTRUSTED));
    assertThat(assay().run("quarantine", "policy", "4444dddd").out())
        .isEqualTo(
            """
            4444dddd4444 node-3
              board model   X11
              role          -
              rack          R7
              rule          storage
              why           It is the first rule for this machine: its board model is X11.
              mode          dry-run
              violation     quarantine
              undecided     record
              warning       warn
              note          ignore
              silence       warn
              findings      NO_GOLDEN_SET: record
              second quote  within 600 seconds
              release       after 3 clean appraisals
            """);
  }

  @Test
  void policiesAreShownInTheirOrderWithTheLimits() {
    verifier()
        .on(
            "GET /api/v1/quarantine/policy",
            200,
            """
            {"policies": [
               {"name": "storage", "models": ["X11"], "roles": ["storage"], "mode": "ACT",
                "silence": "RECORD", "severities": {}, "findings": {}, "confirmSeconds": 0, "releaseAfter": 0},
               {"name": "default", "models": [], "roles": [], "mode": "RECORD",
                "silence": "RECORD", "severities": {}, "findings": {}, "confirmSeconds": 0, "releaseAfter": 0}],
             "limits": {"windowSeconds": 3600, "fleet": {"machines": 10, "percent": 5},
               "model": {"machines": 5, "percent": 10}, "rack": {"machines": 4, "percent": 25}}}
            """);
    var out = assay().run("quarantine", "policy").out();
    assertThat(out)
        .startsWith("storage\n  board models  X11\n  roles         storage\n  mode          act\n")
        .contains("\ndefault\n  mode          record\n")
        .endsWith(
            """
            Limits within 60 minutes
              fleet         10 machines, and 5 %
              model         5 machines, and 10 %
              rack          4 machines, and 25 %
            """);
  }

  @Test
  void racksAreSetAsAFileWouldSetThem() {
    verifier().on("POST /api/v1/racks", 200, "{\"machines\": 1}");
    assertThat(assay().run("racks", "set", "R7", "4444dddd").out())
        .isEqualTo("Machines placed: 1.\n");
    assertThat(verifier().bodyOf("POST /api/v1/racks"))
        .isEqualTo("{\"csv\":\"machine,rack\\n" + UNTRUSTED + ",R7\\n\"}");
  }

  @Test
  void rackWithACommaIsWrongUsage() {
    assertThat(assay().run("racks", "set", "R7,R8", "4444dddd").code()).isEqualTo(2);
  }

  @Test
  void racksAreListed() {
    verifier()
        .on(
            "GET /api/v1/racks",
            200,
            "{\"racks\": [{\"name\": \"R7\", \"machines\": 40, \"quarantined\": 2}]}");
    assertThat(assay().run("racks", "list").out())
        .isEqualTo("RACK  MACHINES  QUARANTINED\nR7    40        2\n");
  }
}
