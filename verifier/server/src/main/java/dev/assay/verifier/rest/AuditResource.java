package dev.assay.verifier.rest;

import dev.assay.audit.AuditJson;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.verifier.service.AuditFilter;
import dev.assay.verifier.service.ViewAudit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The audit log, as JSON lines (docs/audit.md). A caller asks for page after page, each after the
/// last sequence of the one before, until an empty one.
@Path("/api/v1/audit")
@Produces(AuditResource.JSON_LINES)
@Tag(name = "audit log")
public class AuditResource {

  static final String JSON_LINES = "application/jsonl";
  private static final String MOST = "1000";

  private final ViewAudit audit;

  public AuditResource(ViewAudit audit) {
    this.audit = audit;
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Entries of the audit log, in its order",
      description = "All, or those of an actor, on something, or since a time")
  public String entries(
      @QueryParam("after") @DefaultValue("0") Long after,
      @QueryParam("limit") @DefaultValue(MOST) Integer limit,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("on") @Nullable String on,
      @QueryParam("since") @Nullable String since) {
    var filter =
        new AuditFilter(
            Optional.ofNullable(actor),
            Optional.ofNullable(on),
            Parse.optionalTime("since", since));
    int most = Parse.within("limit", limit, 1, ViewAudit.MOST);
    return lines(audit.entries(filter, after, most).stream().map(AuditJson::write));
  }

  @GET
  @Path("checkpoints")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "What verifiers signed of the audit log, in its order",
      description = "Keep them elsewhere: they show when the log is cut or written anew")
  public String checkpoints(
      @QueryParam("after") @DefaultValue("0") Long after,
      @QueryParam("limit") @DefaultValue(MOST) Integer limit) {
    int most = Parse.within("limit", limit, 1, ViewAudit.MOST);
    return lines(audit.checkpoints(after, most).stream().map(SignedCheckpoint::write));
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> line + "\n").collect(Collectors.joining());
  }
}
