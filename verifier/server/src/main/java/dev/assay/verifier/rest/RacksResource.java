package dev.assay.verifier.rest;

import dev.assay.verifier.service.ManageRacks;
import dev.assay.verifier.service.RackRecords.Summary;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Which machine is in which rack, as people tell it.
@Path("/api/v1/racks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "racks")
public class RacksResource {

  private final ManageRacks racks;
  private final SecurityIdentity caller;

  public RacksResource(ManageRacks racks, SecurityIdentity caller) {
    this.racks = racks;
    this.caller = caller;
  }

  /// All racks, by name.
  public record Racks(List<RackView> racks) {}

  /// A rack.
  ///
  /// @param machines how many are in it that are ACTIVE
  /// @param quarantined how many of them are QUARANTINED, for real
  public record RackView(String name, int machines, int quarantined) {
    static RackView of(Summary rack) {
      return new RackView(rack.rack().name(), rack.machines(), rack.quarantined());
    }
  }

  /// Machines and their racks.
  ///
  /// @param csv the line `machine,rack`, then a line for each machine; at most 10,000 lines and 1
  ///   MiB; an empty rack takes a machine out of its rack
  public record Places(@Nullable String csv) {}

  /// How many machines were placed.
  public record Placed(int machines) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List racks and how many machines are in each")
  public Racks list() {
    return new Racks(racks.list().stream().map(RackView::of).toList());
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Say which machine is in which rack, all of it or nothing",
      description = "400 names what is wrong in which line")
  public Placed set(@Nullable Places body) {
    var csv = Parse.present("csv", Parse.body(body).csv());
    return new Placed(Refused.unlessDone(racks.set(csv, TokenIdentities.principal(caller))));
  }
}
