package dev.assay.reference;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a known signer says that a board measures (RATS Reference Values).
///
/// @param kind the form it came in
/// @param name the manifest's own, with its version; for people
/// @param platform manufacturer, model and version as the manifest names them; for people, who
///   decide which board model that is
/// @param signer whose signature held: the certificate's subject, or the key's name
/// @param events the digests of each measured event by PCR, in order; none where the manifest
///   states final values alone
/// @param finalValues what PCRs hold after the firmware's part of a boot
public record ReferenceValues(
    Kind kind,
    String name,
    String platform,
    String signer,
    SortedMap<PcrIndex, List<SortedMap<HashAlgorithm, Digest>>> events,
    PcrValues finalValues) {
  /// The longest text that is kept of a manifest.
  public static final int MAX_TEXT = 200;

  /// The forms of manifests.
  public enum Kind {
    /// TCG PC Client RIM.
    TCG_RIM("TCG RIM"),
    /// IETF CoRIM.
    CORIM("CoRIM");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// As people write it.
    public String label() {
      return label;
    }
  }

  public ReferenceValues {
    name = PlainText.of(name, MAX_TEXT);
    platform = PlainText.of(platform, MAX_TEXT);
    signer = PlainText.of(signer, MAX_TEXT);
    TreeMap<PcrIndex, List<SortedMap<HashAlgorithm, Digest>>> copy = new TreeMap<>();
    events.forEach(
        (pcr, measured) ->
            copy.put(
                pcr,
                measured.stream()
                    .<SortedMap<HashAlgorithm, Digest>>map(
                        digests -> Collections.unmodifiableSortedMap(new TreeMap<>(digests)))
                    .toList()));
    events = Collections.unmodifiableSortedMap(copy);
  }
}
