package dev.assay.verifier.rest;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.ComponentRule;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.verifier.service.Activation;
import dev.assay.verifier.service.GoldenLife;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.ImportGolden;
import dev.assay.verifier.service.LearnOrder;
import dev.assay.verifier.service.ManageGolden;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.PreviewGolden;
import dev.assay.verifier.service.SignatureRule;
import dev.assay.verifier.service.ViewRollout;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Golden sets: learned from siblings, put forward by a person, signed by others, put in force.
@Path("/api/v1/golden")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "golden sets")
public class GoldenResource {
  private static final int LONGEST_SIGNATURE = 512;

  private final ManageGolden golden;
  private final GoldenLife life;
  private final PreviewGolden preview;
  private final ViewRollout rollout;
  private final ImportGolden files;
  private final SignatureRule rule;
  private final SecurityIdentity caller;

  public GoldenResource(
      ManageGolden golden,
      GoldenLife life,
      PreviewGolden preview,
      ViewRollout rollout,
      ImportGolden files,
      SignatureRule rule,
      SecurityIdentity caller) {
    this.golden = golden;
    this.life = life;
    this.preview = preview;
    this.rollout = rollout;
    this.files = files;
    this.rule = rule;
    this.caller = caller;
  }

  /// What to learn from.
  ///
  /// @param from ids of healthy siblings; all of the model that attested, where there are none
  /// @param quorum how many of them must show a value; more than half, which is enough
  /// @param firmwareVersion which of the versions that they measured; else the most common one
  /// @param singleMachineReason why one machine is enough, where there is only one
  /// @param layer FIRMWARE or OS; both where it is left out
  /// @param osImage what the OS set is for; else the image that the machines have
  /// @param components COMMON, ALL or NONE of what the machines report; COMMON where it is left out
  public record Learn(
      @Nullable String model,
      @Nullable List<@Nullable String> from,
      @Nullable Integer quorum,
      @Nullable String firmwareVersion,
      @Nullable String singleMachineReason,
      @Nullable String layer,
      @Nullable String osImage,
      @Nullable String components) {}

  /// Sets of both layers.
  ///
  /// @param sets PROPOSED, or DRAFT where something is undecided
  /// @param differences where the siblings are not equal
  /// @param camps machines that stand out; what they show is in no set
  /// @param otherVersions machines on other firmware, which were not learned from
  /// @param componentDifferences components that the siblings do not report alike
  public record Learned(
      List<GoldenSetView> sets,
      List<DifferenceView> differences,
      List<CampView> camps,
      List<OtherVersionView> otherVersions,
      List<ComponentDifferenceView> componentDifferences) {}

  /// Golden sets, the newest first.
  public record GoldenSets(List<GoldenSetView> sets) {}

  /// A draft to put forward.
  ///
  /// @param acceptDifferencesReason why undecided differences are accepted; signed with the set
  public record Propose(@Nullable String acceptDifferencesReason) {}

  /// A signature.
  ///
  /// @param signature Base64, over the DSSE encoding of the set's canonical document
  public record Sign(@Nullable String signature) {}

  /// How an approved set comes into force.
  ///
  /// @param until when the set before it ends; at once, where it is left out
  /// @param share what percentage of the machines is meant to get it meanwhile
  /// @param forceChangesReason why, although machines become UNTRUSTED by it
  public record Activate(
      @Nullable String until, @Nullable Integer share, @Nullable String forceChangesReason) {}

  /// Why a set ends.
  ///
  /// @param forceChangesReason why, although machines become UNTRUSTED by it
  public record Retire(@Nullable String reason, @Nullable String forceChangesReason) {}

  /// Why a set is wrong.
  public record Revoke(@Nullable String reason) {}

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @ResponseStatus(201)
  @Operation(
      summary = "Learn golden sets from siblings, and put forward what is decided",
      description = "From the latest boots whose event log explained the quoted PCRs")
  public Learned learn(@Nullable Learn body) {
    if (body == null) {
      throw Refused.invalid("body", "is missing; send JSON");
    }
    var model = Parse.model(body.model());
    var named = body.from() == null ? List.<@Nullable String>of() : body.from();
    var from = named.stream().map(id -> Parse.machine("from", id)).toList();
    var order =
        new LearnOrder(
            model,
            from,
            quorum(body.quorum()),
            Optional.ofNullable(body.firmwareVersion()),
            Optional.ofNullable(body.singleMachineReason()),
            layers(body.layer()),
            Parse.optionalImage("osImage", body.osImage()),
            components(body.components()));
    var learned = Refused.unlessDone(golden.propose(order, TokenIdentities.principal(caller)));
    return new Learned(
        learned.sets().stream().map(this::view).toList(),
        learned.learning().differences().stream().map(DifferenceView::of).toList(),
        learned.learning().camps().stream().map(CampView::of).toList(),
        learned.learning().otherVersions().stream().map(OtherVersionView::of).toList(),
        learned.learning().components().stream().map(ComponentDifferenceView::of).toList());
  }

  private static ComponentRule components(@Nullable String rule) {
    return rule == null
        ? ComponentRule.COMMON
        : Parse.oneOf("components", rule, ComponentRule.values());
  }

  private static Set<Layer> layers(@Nullable String layer) {
    return layer == null
        ? EnumSet.allOf(Layer.class)
        : EnumSet.of(Parse.oneOf("layer", layer, Layer.values()));
  }

  private static Quorum quorum(@Nullable Integer least) {
    if (least == null) {
      return Quorum.MAJORITY;
    }
    if (least < 1) {
      throw Refused.invalid("quorum", "is less than 1; it is more than half of the machines");
    }
    return Quorum.of(least);
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List golden sets, all or those of a model")
  public GoldenSets list(@QueryParam("model") @Nullable String model) {
    var sets = golden.list(Parse.optionalModel(model));
    return new GoldenSets(sets.stream().map(this::view).toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show a golden set")
  public GoldenSetView show(@PathParam("id") String id) {
    return done(golden.show(Parse.recordId(id)));
  }

  @POST
  @Path("{id}/propose")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Put a draft forward for signatures")
  public GoldenSetView propose(@PathParam("id") String id, @Nullable Propose body) {
    var reason = Optional.ofNullable(body).map(Propose::acceptDifferencesReason);
    return done(life.propose(Parse.recordId(id), reason, TokenIdentities.principal(caller)));
  }

  @POST
  @Path("{id}/signatures")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Add a person's signature",
      description = "With the last one that is needed the set is APPROVED")
  public GoldenSetView sign(@PathParam("id") String id, @Nullable Sign body) {
    var text = Optional.ofNullable(body).map(Sign::signature).orElse(null);
    Bytes signature = Parse.base64("signature", text, LONGEST_SIGNATURE);
    return done(life.sign(Parse.recordId(id), signature, TokenIdentities.principal(caller)));
  }

  @POST
  @Path("{id}/activate")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Put an approved set in force",
      description =
          "The set before it retires, now or later; the model's machines are asked to attest now")
  public GoldenSetView activate(@PathParam("id") String id, @Nullable Activate body) {
    var how = Optional.ofNullable(body).map(GoldenResource::activation);
    var by = TokenIdentities.principal(caller);
    return done(life.activate(Parse.recordId(id), how.orElse(Activation.AT_ONCE), by));
  }

  private static Activation activation(Activate body) {
    return new Activation(
        Parse.optionalTime("until", body.until()),
        Optional.ofNullable(body.share()),
        Optional.ofNullable(body.forceChangesReason()));
  }

  @GET
  @Path("{id}/preview")
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Show whose verdict would change",
      description =
          "The latest evidence of all machines of the model, judged by what is in force and by what"
              + " would be")
  public PreviewView preview(
      @PathParam("id") String id,
      @QueryParam("besideTheOld") @DefaultValue("false") boolean besideTheOld,
      @QueryParam("end") @DefaultValue("false") boolean end) {
    var set = Parse.recordId(id);
    return PreviewView.of(
        Refused.unlessDone(end ? preview.end(set) : preview.activation(set, besideTheOld)));
  }

  @GET
  @Path("rollout")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show how far a model's machines are on their way to its newest firmware")
  public RolloutView rollout(@QueryParam("model") @Nullable String model) {
    return RolloutView.of(rollout.of(Parse.model(model)));
  }

  @POST
  @Path("import")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Take a golden set from a file",
      description =
          "With enough signatures it is APPROVED, with fewer a draft; signatures join a set that is"
              + " here. A set that ended is refused")
  public GoldenSetView bring(@Nullable String file) {
    var by = TokenIdentities.principal(caller);
    return done(files.bring(Parse.present("body", file), by));
  }

  @POST
  @Path("{id}/retire")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take a golden set out of force")
  public GoldenSetView retire(@PathParam("id") String id, @Nullable Retire body) {
    var given = Optional.ofNullable(body);
    return done(
        life.retire(
            Parse.recordId(id),
            given.map(Retire::reason),
            given.map(Retire::forceChangesReason),
            TokenIdentities.principal(caller)));
  }

  @POST
  @Path("{id}/revoke")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Withdraw a golden set as wrong, for good")
  public GoldenSetView revoke(@PathParam("id") String id, @Nullable Revoke body) {
    var reason = Optional.ofNullable(body).map(Revoke::reason);
    return done(life.revoke(Parse.recordId(id), reason, TokenIdentities.principal(caller)));
  }

  private GoldenSetView done(Outcome<GoldenRecord> outcome) {
    return view(Refused.unlessDone(outcome));
  }

  private GoldenSetView view(GoldenRecord record) {
    return GoldenSetView.of(record, rule.count(record.stored()));
  }
}
