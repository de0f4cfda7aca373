package dev.assay.verifier.rest;

import dev.assay.verifier.service.ManageGolden;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Golden sets: learned from siblings, put in force by a person.
@Path("/api/v1/golden")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "golden sets")
public class GoldenResource {

  private final ManageGolden golden;
  private final SecurityIdentity caller;

  public GoldenResource(ManageGolden golden, SecurityIdentity caller) {
    this.golden = golden;
    this.caller = caller;
  }

  /// What to learn from.
  ///
  /// @param from ids of healthy siblings, two or more
  /// @param singleMachineReason why one machine is enough, where there is only one
  public record Draft(
      @Nullable String model,
      @Nullable List<@Nullable String> from,
      @Nullable String singleMachineReason) {}

  /// Drafts of both layers.
  ///
  /// @param differences where the siblings are not equal
  public record Drafted(List<GoldenSetView> sets, List<DifferenceView> differences) {}

  /// Golden sets, the newest first.
  public record GoldenSets(List<GoldenSetView> sets) {}

  /// A person's approval.
  ///
  /// @param acceptDifferencesReason why undecided differences are accepted; recorded with the set
  public record Approve(@Nullable String acceptDifferencesReason) {}

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @ResponseStatus(201)
  @Operation(
      summary = "Draft golden sets from siblings",
      description = "From the latest boots whose event log explained the quoted PCRs")
  public Drafted draft(@Nullable Draft body) {
    if (body == null) {
      throw Refused.invalid("body", "is missing; send JSON");
    }
    var model = Parse.model(body.model());
    var named = body.from() == null ? List.<@Nullable String>of() : body.from();
    var from = named.stream().map(id -> Parse.machine("from", id)).toList();
    var reason = Optional.ofNullable(body.singleMachineReason());
    var by = TokenIdentities.principal(caller);
    var drafted = Refused.unlessDone(golden.draft(model, from, reason, by));
    return new Drafted(
        drafted.sets().stream().map(GoldenSetView::of).toList(),
        drafted.differences().stream().map(DifferenceView::of).toList());
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List golden sets, all or those of a model")
  public GoldenSets list(@QueryParam("model") @Nullable String model) {
    var sets = golden.list(Parse.optionalModel(model));
    return new GoldenSets(sets.stream().map(GoldenSetView::of).toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a golden set")
  public GoldenSetView show(@PathParam("id") String id) {
    return GoldenSetView.of(Refused.unlessDone(golden.show(Parse.recordId(id))));
  }

  @POST
  @Path("{id}/approve")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Put a draft in force",
      description = "The set before it retires; the model's machines are asked to attest now")
  public GoldenSetView approve(@PathParam("id") String id, @Nullable Approve body) {
    var reason = Optional.ofNullable(body).map(Approve::acceptDifferencesReason);
    var by = TokenIdentities.principal(caller);
    return GoldenSetView.of(Refused.unlessDone(golden.approve(Parse.recordId(id), reason, by)));
  }

  @POST
  @Path("{id}/retire")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take a golden set out of force")
  public GoldenSetView retire(@PathParam("id") String id) {
    var by = TokenIdentities.principal(caller);
    return GoldenSetView.of(Refused.unlessDone(golden.retire(Parse.recordId(id), by)));
  }
}
