package dev.assay.verifier.rest;

import dev.assay.verifier.service.ApproveMachine;
import dev.assay.verifier.service.AttestNow;
import dev.assay.verifier.service.MachineFilter;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineView;
import dev.assay.verifier.service.ManageMachines;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.ViewBoot;
import dev.assay.verifier.service.ViewFleet;
import dev.assay.verifier.service.quarantine.ManageQuarantine;
import dev.assay.verifier.service.quarantine.QuarantineState;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The fleet: who is enrolled, where each stands, and what a person may do about it.
@Path("/api/v1/machines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "machines")
public class MachinesResource {

  private static final int MOST_MACHINES = 1_000;
  private static final int MOST_APPRAISALS = 1_000;
  private static final int LONGEST_INTERVAL = 7 * 24 * 60 * 60;

  private final ViewFleet fleet;
  private final ViewBoot boots;
  private final ManageMachines manage;
  private final AttestNow attestNow;
  private final ManageQuarantine quarantine;
  private final SecurityIdentity caller;

  public MachinesResource(
      ViewFleet fleet,
      ViewBoot boots,
      ManageMachines manage,
      AttestNow attestNow,
      ManageQuarantine quarantine,
      SecurityIdentity caller) {
    this.fleet = fleet;
    this.boots = boots;
    this.manage = manage;
    this.attestNow = attestNow;
    this.quarantine = quarantine;
    this.caller = caller;
  }

  /// A page of the machines that match, by host name.
  ///
  /// @param next where there are more: ask again with `after` set to it
  public record Machines(List<MachineSummary> machines, Optional<String> next) {}

  /// A person's approval.
  ///
  /// @param model the board model that the person confirms
  /// @param acceptUnverifiedEk approves an EK that no certificate vouches for
  /// @param acceptNewKey replaces the enrolled AK by the one that the TPM proved since
  /// @param acceptReplacedTpm approves a TPM on a board or chassis that was known with another one
  public record Approve(
      @Nullable String model,
      @Nullable Boolean acceptUnverifiedEk,
      @Nullable Boolean acceptNewKey,
      @Nullable Boolean acceptReplacedTpm) {}

  /// An attestation was asked for.
  ///
  /// @param connected whether the machine's stream is held by this verifier
  public record Asked(Instant requestedAt, boolean connected) {}

  /// A machine's own schedule.
  ///
  /// @param seconds between two attestations, 1 to 604800
  public record Interval(@Nullable Integer seconds) {}

  /// A machine's history, latest first.
  public record Appraisals(List<AppraisalView> appraisals) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List machines",
      description = "All, or those of a state, model, verdict, role or label; in pages")
  public Machines list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("model") @Nullable String model,
      @QueryParam("verdict") @Nullable String verdict,
      @QueryParam("role") @Nullable String role,
      @QueryParam("label") @Nullable String label,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @DefaultValue("500") Integer limit) {
    var filter =
        new MachineFilter(
            Parse.optionalState(state),
            Parse.optionalModel(model),
            Parse.optionalVerdict(verdict),
            Parse.optionalRole(role),
            Parse.optionalLabel(label),
            Optional.empty());
    var page =
        fleet.machines(
            filter,
            Optional.ofNullable(after).map(id -> Parse.machine("after", id)),
            Parse.within("limit", limit, 1, MOST_MACHINES));
    var states = quarantine.states();
    return new Machines(
        page.machines().stream()
            .map(
                view ->
                    MachineSummary.of(
                        view, states.getOrDefault(view.machine().id(), QuarantineState.NONE)))
            .toList(),
        page.next().map(MachineId::toHex));
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a machine: verdict, findings, freshness and what it reported")
  public MachineDetail show(@PathParam("id") String id) {
    return detail(fleet.machine(Parse.machine("id", id)));
  }

  @POST
  @Path("{id}/approve")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Approve a machine and confirm its board model",
      description = "409 where the detail names a flag that a person must set knowingly")
  public MachineDetail approve(@PathParam("id") String id, @Nullable Approve body) {
    var approval = Parse.body(body);
    var approve =
        new ApproveMachine(
            Parse.machine("id", id),
            Parse.model(approval.model()),
            isSet(approval.acceptUnverifiedEk()),
            isSet(approval.acceptNewKey()),
            isSet(approval.acceptReplacedTpm()));
    var by = TokenIdentities.principal(caller);
    return detail(manage.approve(approve, by));
  }

  @POST
  @Path("{id}/attest")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @ResponseStatus(202)
  @Operation(summary = "Ask a machine to attest now")
  public Asked attest(@PathParam("id") String id) {
    var by = TokenIdentities.principal(caller);
    var requested = Refused.unlessDone(attestNow.request(Parse.machine("id", id), by));
    return new Asked(requested.requestedAt(), requested.connected());
  }

  @POST
  @Path("{id}/retire")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take a machine out of service; its EK stays refused")
  public MachineDetail retire(@PathParam("id") String id) {
    var by = TokenIdentities.principal(caller);
    return detail(manage.retire(Parse.machine("id", id), by));
  }

  @POST
  @Path("{id}/interval")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Give a machine a schedule of its own")
  public MachineDetail interval(@PathParam("id") String id, @Nullable Interval body) {
    int seconds = Parse.within("seconds", Parse.body(body).seconds(), 10, LONGEST_INTERVAL);
    var machine = Parse.machine("id", id);
    var by = TokenIdentities.principal(caller);
    return detail(manage.interval(machine, Duration.ofSeconds(seconds), by));
  }

  @GET
  @Path("{id}/appraisals")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "A machine's appraisals, latest first")
  public Appraisals appraisals(
      @PathParam("id") String id, @QueryParam("limit") @DefaultValue("50") Integer limit) {
    int most = Parse.within("limit", limit, 1, MOST_APPRAISALS);
    var appraisals = Refused.unlessDone(fleet.appraisals(Parse.machine("id", id), most));
    return new Appraisals(appraisals.stream().map(AppraisalView::of).toList());
  }

  @GET
  @Path("{id}/inventory")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "The components that a machine reports; no TPM signs them")
  public InventoryView inventory(@PathParam("id") String id) {
    return InventoryView.of(Refused.unlessDone(fleet.inventory(Parse.machine("id", id))));
  }

  @GET
  @Path("{id}/log")
  @RolesAllowed(Roles.VIEWER)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "The event log that was judged last, byte for byte")
  public byte[] log(@PathParam("id") String id) {
    return Refused.unlessDone(fleet.log(Parse.machine("id", id))).toArray();
  }

  private MachineDetail detail(Outcome<MachineView> outcome) {
    var view = Refused.unlessDone(outcome);
    return MachineDetail.of(
        view, boots.of(view.machine()), quarantine.of(view.machine().id()).map(QuarantineView::of));
  }

  private static boolean isSet(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }
}
