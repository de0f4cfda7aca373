package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.v1.EnrollRequest;
import dev.assay.verifier.it.AccessTable.Caller;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A running verifier keeps to [AccessTable].
class AccessIT {

  private static final String SOME_ID = "0".repeat(64);
  private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head");

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static final Map<Caller, Rest> CALLERS = new EnumMap<>(Caller.class);

  @BeforeAll
  static void oneTokenOfEachRole() {
    verifier = Verifiers.started(folder, Map.of());
    CALLERS.put(Caller.ANYBODY, verifier.anonymous());
    for (var role : new Caller[] {Caller.VIEWER, Caller.OPERATOR, Caller.ADMIN}) {
      CALLERS.put(role, verifier.anonymous().with(token(role)));
    }
  }

  private static String token(Caller role) {
    var request = Map.of("name", "a " + role, "role", role.name(), "expiresInDays", 1);
    return verifier.admin().post("/api/v1/tokens", request).ok().path("token").asText();
  }

  @AfterAll
  static void stop() {
    verifier.close();
  }

  @Test
  void runningApiIsTheOneOfTheTable() {
    var openApi = verifier.admin().get("/q/openapi?format=json").ok();
    var routes = new TreeSet<String>();
    openApi
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        verb -> {
                          if (VERBS.contains(verb)) {
                            routes.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    assertThat(routes).isEqualTo(new TreeSet<>(AccessTable.ROUTES.keySet()));
  }

  @TestFactory
  Stream<DynamicTest> routesAdmitWhomTheTableSays() {
    return Stream.concat(
            AccessTable.ROUTES.entrySet().stream(), AccessTable.MANAGEMENT.entrySet().stream())
        .flatMap(
            rule ->
                CALLERS.keySet().stream()
                    .map(
                        caller ->
                            DynamicTest.dynamicTest(
                                rule.getKey() + " by " + caller,
                                () -> assertRule(rule.getKey(), rule.getValue(), caller))));
  }

  private static void assertRule(String route, Caller rule, Caller caller) {
    var parts = route.split(" ", 2);
    var path = parts[1].replace("{id}", SOME_ID);
    var body = parts[0].equals("POST") ? Optional.of("{}") : Optional.<String>empty();
    var answer = Objects.requireNonNull(CALLERS.get(caller)).call(parts[0], path, body);
    if (rule.admits(caller)) {
      assertThat(answer.status()).isNotIn(401, 403).isLessThan(500);
    } else {
      assertThat(answer.status()).isEqualTo(caller == Caller.ANYBODY ? 401 : 403);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.json().path("detail").asText()).isNotBlank();
    }
  }

  @Test
  void pathOutsideTheTableIsDenied() {
    for (var path : Set.of("/", "/api/v2/machines", "/q/dev", "/q/info", "/q/swagger-ui", "/q")) {
      assertThat(verifier.anonymous().get(path).status()).as(path).isEqualTo(401);
      assertThat(verifier.admin().get(path).status()).as(path).isIn(403, 404);
    }
  }

  @Test
  void revokedTokenIsRefusedAtOnce() {
    var request = Map.of("name", "short-lived", "role", "viewer", "expiresInDays", 1);
    var issued = verifier.admin().post("/api/v1/tokens", request).ok();
    var rest = verifier.anonymous().with(issued.path("token").asText());
    assertThat(rest.get("/api/v1/whoami").ok().path("name").asText()).isEqualTo("short-lived");

    verifier.admin().delete("/api/v1/tokens/" + issued.path("id").asText()).ok();
    assertThat(rest.get("/api/v1/whoami").status()).isEqualTo(401);
  }

  @Test
  void secretOfATokenIsShownOnce() {
    var tokens = verifier.admin().get("/api/v1/tokens").ok();
    assertThat(tokens.path("tokens").size()).isGreaterThanOrEqualTo(4);
    assertThat(tokens.findValues("token")).isEmpty();
    assertThat(tokens.toString()).doesNotContain("assay_");
  }

  @Test
  void madeUpTokensAreRefused() {
    var viewer = token(Caller.VIEWER);
    var altered = viewer.substring(0, viewer.length() - 2) + (viewer.endsWith("A") ? "BB" : "AA");
    for (var made : Set.of("x", altered, "assay_0000000000000000_" + "A".repeat(43))) {
      var answer = verifier.anonymous().with(made).get("/api/v1/whoami");
      assertThat(answer.status()).as(made).isEqualTo(401);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void badTokenIsRefusedEvenWhereNoneIsNeeded() {
    assertThat(verifier.anonymous().with("nonsense").get("/q/health/live").status()).isEqualTo(401);
  }

  @Test
  void firstTokenIsReadableByItsOwnerOnly() throws IOException {
    var file = verifier.data().resolve("admin.token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void malformedInputIsExplained() {
    var admin = verifier.admin();
    var badId = admin.get("/api/v1/machines/..%2f..%2fetc");
    assertThat(badId.status()).isIn(400, 404);
    var shortId = admin.get("/api/v1/machines/1234");
    assertThat(shortId.status()).isEqualTo(400);
    assertThat(shortId.json().path("detail").asText()).contains("64");
    var notJson = admin.call("POST", "/api/v1/golden", Optional.of("{"));
    assertThat(notJson.status()).isEqualTo(400);
    assertThat(notJson.contentType()).startsWith("application/problem+json");
    var unknownField = admin.post("/api/v1/golden", Map.of("model", "M", "form", "typo"));
    assertThat(unknownField.status()).isEqualTo(400);
    assertThat(unknownField.json().path("detail").asText()).contains("form");
    var wrongType = admin.call("POST", "/api/v1/golden", Optional.of("{\"from\": 5}"));
    assertThat(wrongType.status()).isEqualTo(400);
    assertThat(wrongType.json().path("detail").asText()).contains("from");
    var nothing = admin.call("POST", "/api/v1/tokens", Optional.empty());
    assertThat(nothing.status()).isIn(400, 415);
    var query = admin.get("/api/v1/machines?state=SLEEPING");
    assertThat(query.status()).isEqualTo(400);
    assertThat(query.json().path("detail").asText()).contains("PENDING");
  }

  @Test
  void oversizedBodyIsRefused() {
    var body = "{\"model\": \"" + "x".repeat(70_000) + "\"}";
    assertThat(verifier.admin().call("POST", "/api/v1/golden", Optional.of(body)).status())
        .isEqualTo(413);
  }

  @Test
  void olderTlsIsRefused() throws IOException {
    var factory = verifier.trust().getSocketFactory();
    try (var socket =
        (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), verifier.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void enrollmentIsBoundedPerAddress() {
    var statuses = new HashSet<Code>();
    try (var agent = new RawAgent(verifier)) {
      for (int i = 0; i < 400; i++) {
        try {
          agent.enrollment().enroll(EnrollRequest.getDefaultInstance());
        } catch (StatusRuntimeException refused) {
          statuses.add(Status.fromThrowable(refused).getCode());
        }
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(Code.INVALID_ARGUMENT, Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void verifierStopsCleanly() {
    var own = folder.resolve("stops");
    assertThat(own.toFile().mkdir()).isTrue();
    try (var other = Verifiers.started(own, Map.of())) {
      var start = System.nanoTime();
      try (var agent = new RawAgent(other)) {
        var stream = agent.open();
        Waiting.sleep(Duration.ofMillis(500));
        var code = other.stop();
        var end = stream.end();
        assertThat(end.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.getDescription()).contains("shutting down");
        assertThat(code).isIn(0, 143);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(other.postgres()).isEmpty();
    }
  }
}
