package dev.assay.verifier.rest;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.manifest.ManifestFiles;
import dev.assay.verifier.service.ManageSources;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What vendors say of golden sets, and who agrees on each event.
@Path("/api/v1/golden/{id}/sources")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "golden sets")
public class SourcesResource {
  private static final int LARGEST = 768 * 1024;

  private final ManageSources sources;
  private final SecurityIdentity caller;

  public SourcesResource(ManageSources sources, SecurityIdentity caller) {
    this.sources = sources;
    this.caller = caller;
  }

  /// A manifest and what belongs to it, each file as Base64.
  ///
  /// @param manifest a TCG base RIM or a signed CoRIM
  /// @param support the event logs that a base RIM lists
  /// @param trusted the vendor's certificates, PEM or DER: up to their root; where the verifier has
  ///   roots of its own, those between the signer and one of them
  public record Bring(
      @Nullable String manifest,
      @Nullable List<@Nullable String> support,
      @Nullable List<@Nullable String> trusted) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show who agrees on each event: quorum, vendors, a person")
  public ConfidenceView show(@PathParam("id") String id) {
    return ConfidenceView.of(Refused.unlessDone(sources.show(Parse.recordId(id))));
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Bring a vendor's manifest",
      description = "It is kept where its signature holds. It never changes the golden set")
  public ConfidenceView bring(@PathParam("id") String id, @Nullable Bring body) {
    var given = Parse.body(body);
    var files =
        new ManifestFiles(
            Parse.base64("manifest", given.manifest(), LARGEST),
            files("support", given.support()),
            files("trusted", given.trusted()));
    return ConfidenceView.of(
        Refused.unlessDone(
            sources.bring(Parse.recordId(id), files, TokenIdentities.principal(caller))));
  }

  private static List<Bytes> files(String part, @Nullable List<@Nullable String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().map(text -> Parse.base64(part, text, LARGEST)).toList();
  }
}
