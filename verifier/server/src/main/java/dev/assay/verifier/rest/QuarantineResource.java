package dev.assay.verifier.rest;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.quarantine.Common.Trait;
import dev.assay.verifier.service.quarantine.ManageQuarantine;
import dev.assay.verifier.service.quarantine.Quarantine;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Episode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is out of service, and what a person decides about it.
@Path("/api/v1/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "quarantine")
public class QuarantineResource {

  private final ManageQuarantine manage;
  private final SecurityIdentity caller;

  public QuarantineResource(ManageQuarantine manage, SecurityIdentity caller) {
    this.manage = manage;
    this.caller = caller;
  }

  /// All that are in any state but NONE.
  ///
  /// @param mode RECORD, DRY_RUN or ACT: of machines that no rule is for
  public record Overview(String mode, List<QuarantineView> machines, List<EpisodeView> episodes) {}

  /// Machines that are HELD together, and what they have in common.
  public record EpisodeView(
      long id, String scope, String mode, Instant openedAt, int held, List<TraitView> common) {
    static EpisodeView of(Episode episode) {
      return new EpisodeView(
          episode.id(),
          episode.scope(),
          episode.mode().name(),
          episode.openedAt(),
          episode.held(),
          episode.common().stream().map(TraitView::of).toList());
    }
  }

  /// What so many of them share.
  public record TraitView(String trait, String value, int machines, int of) {
    static TraitView of(Trait trait) {
      return new TraitView(trait.trait(), trait.value(), trait.machines(), trait.of());
    }
  }

  /// A person's decision on a machine.
  ///
  /// @param reason 1 to 500 characters
  /// @param acceptUntrusted releases a machine that its latest appraisal speaks against
  public record Decide(@Nullable String reason, @Nullable Boolean acceptUntrusted) {}

  /// A person's decision on all that nothing speaks against any more.
  ///
  /// @param model only those of this board model
  public record Resume(@Nullable String model, @Nullable String reason) {}

  /// Where the machine stands now.
  public record Decided(String machine, String state, String mode) {}

  /// Whom the decision let back, and who remains.
  public record Resumed(List<String> released, List<String> remaining) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Who is suspect, held, quarantined or on the way back, and why")
  public Overview list() {
    var overview = manage.overview();
    return new Overview(
        overview.mode().name(),
        overview.machines().stream().map(QuarantineView::of).toList(),
        overview.episodes().stream().map(EpisodeView::of).toList());
  }

  /// The policy that is in force for a machine, and why.
  ///
  /// @param role what people gave it; absent where nothing
  /// @param rack where people said it is; absent where nothing
  public record MachinePolicy(
      String machine,
      String hostName,
      Optional<String> boardModel,
      Optional<String> role,
      Optional<String> rack,
      String why,
      PolicyView policy) {}

  @GET
  @Path("policy")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "What leads to quarantine, for which machines, and how many at most")
  public PolicyView.Policies policies() {
    return PolicyView.Policies.of(manage.policies(), manage.radius());
  }

  @GET
  @Path("{id}/policy")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "The policy that is in force for a machine, and why")
  public MachinePolicy policy(@PathParam("id") String id) {
    var ruled = Refused.unlessDone(manage.ruled(Parse.machine("id", id)));
    var machine = ruled.machine();
    return new MachinePolicy(
        machine.machine().toHex(),
        machine.hostName(),
        machine.model().map(BoardModel::name),
        machine.role(),
        machine.rack(),
        ruled.applied().why(),
        PolicyView.of(ruled.applied()));
  }

  @POST
  @Path("{id}/add")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Quarantine a machine, whatever its verdict and the budgets")
  public Decided add(@PathParam("id") String id, @Nullable Decide body) {
    var machine = Parse.machine("id", id);
    return decided(machine, manage.add(machine, reason(body), TokenIdentities.principal(caller)));
  }

  @POST
  @Path("{id}/approve")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Quarantine a machine that is HELD")
  public Decided approve(@PathParam("id") String id, @Nullable Decide body) {
    var machine = Parse.machine("id", id);
    return decided(
        machine, manage.approve(machine, reason(body), TokenIdentities.principal(caller)));
  }

  @POST
  @Path("{id}/release")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Let a machine back",
      description =
          "409 where its latest appraisal speaks against it and acceptUntrusted is not set")
  public Decided release(@PathParam("id") String id, @Nullable Decide body) {
    var machine = Parse.machine("id", id);
    boolean accept = body != null && Boolean.TRUE.equals(body.acceptUntrusted());
    return decided(
        machine, manage.release(machine, reason(body), accept, TokenIdentities.principal(caller)));
  }

  @POST
  @Path("resume")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Let back all that the rules took out and nothing speaks against any more",
      description = "Of a board model, or of the fleet")
  public Resumed resume(@Nullable Resume body) {
    var reason = Parse.present("reason", body == null ? null : body.reason());
    var model = Parse.optionalModel(body == null ? null : body.model());
    var resumed =
        Refused.unlessDone(manage.resume(model, reason, TokenIdentities.principal(caller)));
    return new Resumed(
        resumed.released().stream().map(MachineId::toHex).toList(),
        resumed.remaining().stream().map(MachineId::toHex).toList());
  }

  private static String reason(@Nullable Decide body) {
    return Parse.present("reason", body == null ? null : body.reason());
  }

  private static Decided decided(MachineId machine, Outcome<Quarantine> outcome) {
    var now = Refused.unlessDone(outcome);
    return new Decided(machine.toHex(), now.state().name(), now.mode().name());
  }
}
