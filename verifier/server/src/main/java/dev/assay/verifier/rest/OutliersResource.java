package dev.assay.verifier.rest;

import dev.assay.verifier.service.ViewOutliers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Which machines differ from their siblings.
@Path("/api/v1/outliers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "machines")
public class OutliersResource {

  private final ViewOutliers outliers;

  public OutliersResource(ViewOutliers outliers) {
    this.outliers = outliers;
  }

  /// What siblings say of each other.
  ///
  /// @param leastCohort the fewest machines that bear witness
  /// @param percent at most this many in a hundred siblings show what is rare
  /// @param cohorts by model, the largest first; firmwareVersion is empty where none was measured
  public record Outliers(
      int leastCohort, int percent, List<OutlierView> outliers, List<CohortView> cohorts) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "List the machines that differ from their siblings, the rarest first",
      description = "Whether or not golden sets exist; at most 200")
  public Outliers list(
      @QueryParam("model") @Nullable String model,
      @QueryParam("limit") @DefaultValue("50") Integer limit) {
    var only = Parse.optionalModel(model);
    int most = Parse.within("limit", limit, 1, ViewOutliers.MOST);
    var threshold = outliers.threshold();
    return new Outliers(
        threshold.cohort(),
        threshold.percent(),
        outliers.outliers(only, most).stream().map(OutlierView::of).toList(),
        outliers.cohorts(only).stream().map(CohortView::of).toList());
  }
}
