package dev.assay.verifier.it;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Who may call what: the one list. A route or method of the verifier that is not here, or is here
/// and not in the verifier, fails the build.
final class AccessTable {

  /// Who may make a call.
  enum Caller {
    /// Without a token. Agents are known by their TPM, probes by nothing.
    ANYBODY,
    VIEWER,
    OPERATOR,
    ADMIN;

    /// Whether a caller who may do what `other` may do may do this too.
    boolean admits(Caller other) {
      return other.compareTo(this) >= 0;
    }
  }

  /// gRPC methods by full name.
  static final Map<String, Caller> METHODS =
      Map.of(
          "dev.assay.v1.EnrollmentService/Enroll", Caller.ANYBODY,
          "dev.assay.v1.EnrollmentService/Activate", Caller.ANYBODY,
          "dev.assay.v1.AttestationService/Attest", Caller.ANYBODY);

  /// REST routes by method and path.
  static final Map<String, Caller> ROUTES = new TreeMap<>();

  static {
    ROUTES.put("GET /api/v1/whoami", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines/{id}", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines/{id}/appraisals", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines/{id}/inventory", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines/{id}/log", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines/{id}/result", Caller.VIEWER);
    ROUTES.put("GET /api/v1/result-keys", Caller.ANYBODY);
    ROUTES.put("POST /api/v1/machines/{id}/approve", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/machines/{id}/attest", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/machines/{id}/retire", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/machines/{id}/interval", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/machines/{id}/role", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/machines/{id}/labels", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/images", Caller.VIEWER);
    ROUTES.put("POST /api/v1/images", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/images/assign", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/images/unassign", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/outliers", Caller.VIEWER);
    ROUTES.put("GET /api/v1/models", Caller.VIEWER);
    ROUTES.put("POST /api/v1/models", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/models/confirm", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/models/alias", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/shipments", Caller.VIEWER);
    ROUTES.put("POST /api/v1/shipments", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/golden", Caller.VIEWER);
    ROUTES.put("GET /api/v1/golden/{id}", Caller.VIEWER);
    ROUTES.put("POST /api/v1/golden", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/golden/{id}/preview", Caller.VIEWER);
    ROUTES.put("GET /api/v1/golden/rollout", Caller.VIEWER);
    ROUTES.put("GET /api/v1/machines/{id}/reappraisal", Caller.VIEWER);
    ROUTES.put("POST /api/v1/golden/import", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/golden/{id}/sources", Caller.VIEWER);
    ROUTES.put("POST /api/v1/golden/{id}/sources", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/golden/{id}/propose", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/golden/{id}/signatures", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/golden/{id}/activate", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/golden/{id}/retire", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/golden/{id}/revoke", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/audit", Caller.VIEWER);
    ROUTES.put("GET /api/v1/audit/checkpoints", Caller.VIEWER);
    ROUTES.put("GET /api/v1/quarantine", Caller.VIEWER);
    ROUTES.put("GET /api/v1/quarantine/policy", Caller.VIEWER);
    ROUTES.put("GET /api/v1/quarantine/{id}/policy", Caller.VIEWER);
    ROUTES.put("GET /api/v1/racks", Caller.VIEWER);
    ROUTES.put("POST /api/v1/racks", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/quarantine/{id}/add", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/quarantine/{id}/approve", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/quarantine/{id}/release", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/quarantine/resume", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/events", Caller.VIEWER);
    ROUTES.put("GET /api/v1/hooks", Caller.VIEWER);
    ROUTES.put("POST /api/v1/hooks", Caller.ADMIN);
    ROUTES.put("DELETE /api/v1/hooks/{id}", Caller.ADMIN);
    ROUTES.put("POST /api/v1/hooks/{id}/pause", Caller.OPERATOR);
    ROUTES.put("POST /api/v1/hooks/{id}/test", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/hooks/dead", Caller.VIEWER);
    ROUTES.put("POST /api/v1/hooks/dead/resend", Caller.OPERATOR);
    ROUTES.put("GET /api/v1/tokens", Caller.ADMIN);
    ROUTES.put("POST /api/v1/tokens", Caller.ADMIN);
    ROUTES.put("DELETE /api/v1/tokens/{id}", Caller.ADMIN);
  }

  /// What the framework serves beside the API.
  static final Map<String, Caller> MANAGEMENT =
      Map.of(
          "GET /q/health", Caller.ANYBODY,
          "GET /q/health/live", Caller.ANYBODY,
          "GET /q/health/ready", Caller.ANYBODY,
          "GET /q/metrics", Caller.VIEWER,
          "GET /q/openapi", Caller.VIEWER);

  private AccessTable() {}

  /// The rule of a gRPC method, where there is one.
  static Optional<Caller> ofMethod(String fullName) {
    return Optional.ofNullable(METHODS.get(fullName));
  }
}
