package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HooksCommandsTest extends WithVerifier {

  @Test
  void listShowsHowEachDoes() {
    verifier().on("GET /api/v1/hooks", "hooks.json");
    assertThat(assay().run("hooks", "list").out())
        .isEqualTo(TestResource.text("screens/hooks.txt"));
  }

  @Test
  void addedHookNamesWhereItsSecretLies() {
    verifier().on("POST /api/v1/hooks", 201, "{\"name\":\"tickets\",\"paused\":false}");
    var result =
        assay()
            .run(
                "hooks",
                "add",
                "tickets",
                "--url",
                "https://tickets.example/in",
                "--secret",
                "env:KEY",
                "--event",
                "dev.assay.machine.quarantined");
    assertThat(verifier().bodyOf("POST /api/v1/hooks"))
        .isEqualTo(
            "{\"name\":\"tickets\",\"url\":\"https://tickets.example/in\",\"secrets\":[\"env:KEY\"],"
                + "\"events\":[\"dev.assay.machine.quarantined\"]}");
    assertThat(result.out()).contains("assay hooks test tickets");
  }

  @Test
  void hookOfAClusterIsAddedWithoutAUrl() {
    verifier().on("POST /api/v1/hooks", 201, "{\"name\":\"cluster\",\"paused\":false}");
    var hook = "hooks add cluster --kubernetes --kubeconfig file:/etc/assay/kubeconfig --cordon";
    assertThat(assay().run(hook.split(" ")).code()).isZero();
    assertThat(verifier().bodyOf("POST /api/v1/hooks"))
        .isEqualTo(
            "{\"name\":\"cluster\",\"kubernetes\":{\"kubeconfig\":\"file:/etc/assay/kubeconfig\","
                + "\"cordon\":true}}");
  }

  @Test
  void hookCallsOneThing() {
    var both = "hooks add x --kubernetes --url https://x.example/ --secret env:KEY";
    assertThat(assay().run(both.split(" ")).code()).isEqualTo(2);
    assertThat(assay().run("hooks", "add", "x").code()).isEqualTo(2);
    assertThat(assay().run("hooks", "add", "x", "--cordon").code()).isEqualTo(2);
  }

  @Test
  void receiverThatAsksForACertificateIsShownOne() {
    verifier().on("POST /api/v1/hooks", 201, "{\"name\":\"x\",\"paused\":false}");
    var hook =
        "hooks add x --url https://x.example/ --secret env:KEY --trust /ca.pem --client-certificate"
            + " /me.pem --client-key /me.key";
    assertThat(assay().run(hook.split(" ")).code()).isZero();
    assertThat(verifier().bodyOf("POST /api/v1/hooks"))
        .isEqualTo(
            "{\"name\":\"x\",\"url\":\"https://x.example/\",\"secrets\":[\"env:KEY\"],"
                + "\"trust\":\"/ca.pem\",\"clientCertificate\":\"/me.pem\",\"clientKey\":\"/me.key\"}");
  }

  @Test
  void hookThatDoesNotTakeTheTestIsBadNews() {
    verifier()
        .on(
            "POST /api/v1/hooks/tickets/test",
            200,
            "{\"delivered\":false,\"detail\":\"The receiver answered with status 401.\"}");
    var result = assay().run("hooks", "test", "tickets");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("status 401");
  }

  @Test
  void pauseCanBeEnded() {
    verifier()
        .on("POST /api/v1/hooks/tickets/pause", 200, "{\"name\":\"tickets\",\"paused\":false}");
    assertThat(assay().run("hooks", "pause", "tickets", "--end").out())
        .isEqualTo("Hook tickets goes on.\n");
    assertThat(verifier().bodyOf("POST /api/v1/hooks/tickets/pause"))
        .isEqualTo("{\"paused\":false}");
  }

  @Test
  void removingIsOneRequest() {
    verifier().on("DELETE /api/v1/hooks/tickets", 200, "{}");
    assertThat(assay().run("hooks", "remove", "tickets").out())
        .isEqualTo("Hook tickets is removed.\n");
  }

  @Test
  void givenUpDeliveriesAreListedAndSentAgain() {
    verifier()
        .on(
            "GET /api/v1/hooks/dead",
            200,
            """
            {"dead":[{"id":7,"hook":"tickets","event":"evt_1","type":"dev.assay.machine.quarantined",
              "machine":"%s","attempts":31,"lastError":"The receiver answered with status 500.",
              "endedAt":"2026-11-22T09:00:00Z","superseded":true}]}
            """
                .formatted(UNTRUSTED))
        .on("POST /api/v1/hooks/dead/resend", 200, "{\"deliveries\":1}");
    assertThat(assay().run("hooks", "dead").out()).contains("(overtaken)", "4444dddd4444");
    assertThat(assay().run("hooks", "resend", "--id", "7").out())
        .isEqualTo("On their way again: 1.\n");
    assertThat(verifier().bodyOf("POST /api/v1/hooks/dead/resend")).isEqualTo("{\"id\":7}");
  }

  @Test
  void eventsAreShownToTheLast() {
    verifier()
        .on("GET /api/v1/events?after=0&limit=500", "events.json")
        .on("GET /api/v1/events?after=2&limit=500", 200, "{\"events\":[],\"next\":2}");
    assertThat(assay().run("events").out()).isEqualTo(TestResource.text("screens/events.txt"));
  }
}
