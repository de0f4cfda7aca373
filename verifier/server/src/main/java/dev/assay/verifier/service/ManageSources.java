package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.reference.Agreement;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.manifest.ManifestFiles;
import dev.assay.verifier.service.Confidence.Said;
import java.time.InstantSource;

/// Takes vendors' manifests as sources of a golden set's confidence. They never make or change a
/// set. Only what may be believed is kept, with its bytes; and it is read again from these whenever
/// it is shown, so whoever writes the database can't put words in it. With roots of the verifier's
/// own they can't bring a vendor in either.
public final class ManageSources {
  private static final int MOST_SOURCES = 16;

  private final ReferenceSources sources;
  private final GoldenRecords golden;
  private final VendorRoots roots;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageSources(
      ReferenceSources sources,
      GoldenRecords golden,
      VendorRoots roots,
      AuditLog audit,
      InstantSource clock) {
    this.sources = sources;
    this.golden = golden;
    this.roots = roots;
    this.audit = audit;
    this.clock = clock;
  }

  /// Takes a manifest. NOT_FOUND: no such set; INVALID: it may not be believed, and why; CONFLICT:
  /// the set has it, or 16 others.
  public Outcome<Confidence> bring(String goldenSet, ManifestFiles files, Principal by) {
    var set = golden.stored(goldenSet).map(StoredGolden::set);
    if (set.isEmpty()) {
      return declined(Decline.NOT_FOUND, GoldenLife.NO_SET);
    }
    var source = new ReferenceSource(files, new Approval(by.name(), clock.instant()));
    return switch (read(set.get(), source)) {
      case Said.Refused(var reason) ->
          declined(Decline.INVALID, "The manifest is refused: " + reason + ".");
      case Said.Holds(var values, var agreement) -> {
        var act =
            Act.by(by, ActKind.REFERENCE_BROUGHT, Act.golden(goldenSet))
                .with("manifest", source.sha256().toHex())
                .with("name", values.name())
                .with("signer", values.signer())
                .with("believedOn", ownRoots() ? "the verifier's roots" : "what came with it")
                .with("supports", Boolean.toString(agreement.supports()));
        yield sources.of(goldenSet).size() < MOST_SOURCES
                && audit.recorded(act, () -> sources.add(goldenSet, source))
            ? show(goldenSet)
            : declined(
                Decline.CONFLICT,
                "The set has this manifest, or as many as it may: %d.".formatted(MOST_SOURCES));
      }
    };
  }

  /// Who agrees on each event of a set. NOT_FOUND: no such set.
  public Outcome<Confidence> show(String goldenSet) {
    return golden
        .stored(goldenSet)
        .<Outcome<Confidence>>map(
            stored ->
                done(
                    Confidence.of(
                        stored.set(),
                        ownRoots(),
                        sources.of(goldenSet).stream()
                            .map(one -> new Confidence.Source(one, read(stored.set(), one)))
                            .toList())))
        .orElseGet(() -> declined(Decline.NOT_FOUND, GoldenLife.NO_SET));
  }

  private boolean ownRoots() {
    return roots instanceof VendorRoots.Own;
  }

  private Said read(GoldenSet set, ReferenceSource source) {
    try {
      var at = source.brought().at();
      var values =
          switch (roots) {
            case VendorRoots.OfTheBringer() -> source.files().read(at);
            case VendorRoots.Own(var certificates) -> source.files().read(certificates, at);
          };
      return new Said.Holds(values, Agreement.of(set, values));
    } catch (ReferenceRefused refused) {
      return new Said.Refused(refused.reason());
    }
  }
}
