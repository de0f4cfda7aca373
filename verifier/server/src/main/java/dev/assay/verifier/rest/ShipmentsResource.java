package dev.assay.verifier.rest;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.ManageShipments;
import dev.assay.verifier.service.ShipmentSummary;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Manifests of shipments: which machines are to come.
@Path("/api/v1/shipments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "shipments")
public class ShipmentsResource {

  private final ManageShipments shipments;
  private final SecurityIdentity caller;

  public ShipmentsResource(ManageShipments shipments, SecurityIdentity caller) {
    this.shipments = shipments;
    this.caller = caller;
  }

  /// All shipments, the latest first.
  public record Shipments(List<Shipment> shipments) {}

  /// The machines of one model in one shipment.
  ///
  /// @param listed how many its manifest names
  /// @param enrolled how many of them enrolled
  /// @param active how many of those are ACTIVE
  public record Shipment(
      String name,
      String model,
      int listed,
      int enrolled,
      int active,
      String importedBy,
      Instant importedAt) {
    static Shipment of(ShipmentSummary shipment) {
      return new Shipment(
          shipment.shipment(),
          shipment.model().name(),
          shipment.listed(),
          shipment.enrolled(),
          shipment.active(),
          shipment.imported().by(),
          shipment.imported().at());
    }
  }

  /// A manifest to import.
  ///
  /// @param csv a line of column names (ek_sha256 or ek_serial or both, model, shipment,
  ///   chassis_serial, rack), then a line for each machine; at most 10,000 lines and 1 MiB
  public record Manifest(@Nullable String csv) {}

  /// What was imported.
  ///
  /// @param lines how many were new
  /// @param activated the waiting machines that became ACTIVE
  public record Imported(int lines, List<String> activated) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List shipments and how many of their machines enrolled")
  public Shipments list() {
    return new Shipments(shipments.list().stream().map(Shipment::of).toList());
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Import a manifest, all of it or nothing",
      description = "400 names what is wrong in which line")
  public Imported take(@Nullable Manifest body) {
    var csv = Parse.present("csv", Parse.body(body).csv());
    var added = Refused.unlessDone(shipments.take(csv, TokenIdentities.principal(caller)));
    return new Imported(added.lines(), added.activated().stream().map(MachineId::toHex).toList());
  }
}
