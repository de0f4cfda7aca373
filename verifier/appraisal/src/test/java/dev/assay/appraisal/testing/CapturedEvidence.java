package dev.assay.appraisal.testing;

import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The captured boots as evidence: quoted inside the machine by tpm2-tools over the SHA-256 bank,
/// PCR 0 to 15, with a raw nonce as extra data.
public final class CapturedEvidence {
  private CapturedEvidence() {}

  /// What the capture's agent would have sent.
  public static Evidence of(String capture) {
    var quote = CapturedQuote.of(capture);
    return new Evidence(
        quote.attest(),
        quote.signature(),
        quotedValues(capture),
        new LogEvidence.Present(PreparedLog.of(Captures.bytes(capture, Captures.LOG))));
  }

  /// The values that tpm2_quote wrote beside the quote: a TPML_PCR_SELECTION as it lies in memory
  /// (little endian, 16 entries of 8 bytes), a count, and as many TPML_DIGESTs of 8 entries of 66
  /// bytes.
  private static PcrValues quotedValues(String capture) {
    try {
      var reader = ByteReader.littleEndian(Captures.bytes(capture, "quote/quote.pcrs"));
      reader.take(4 + 16 * 8, "selection");
      SortedMap<PcrIndex, Digest> values = new TreeMap<>();
      for (long lists = reader.u32(); lists > 0; lists--) {
        long filled = reader.u32();
        for (int i = 0; i < 8; i++) {
          int size = reader.u16();
          var buffer = reader.take(HashAlgorithm.MAX_SIZE, "digest");
          if (i < filled) {
            values.put(
                PcrIndex.of(values.size()),
                new Digest(HashAlgorithm.SHA256, buffer.slice(0, size)));
          }
        }
      }
      return new PcrValues(new TreeMap<>(Map.of(HashAlgorithm.SHA256, values)));
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a verifier would know of the machine and have asked.
  public static Expectation expectation(String capture, GoldenSets golden, OsLayerPolicy osLayer) {
    var quote = CapturedQuote.of(capture);
    return new Expectation(quote.key(), quote.extraData(), quote.selection(), golden, osLayer);
  }

  /// The golden sets of board model `model`, from these captures, whose ids are `model` and the
  /// layer.
  public static GoldenSets.Active golden(String model, String... captures) {
    var draft = GoldenDraft.ofSiblings(model, Stream.of(captures).map(Captures::sibling).toList());
    return new GoldenSets.Active(
        List.of(draft.toGoldenSet(model + "-firmware", Layer.FIRMWARE)),
        List.of(draft.toGoldenSet(model + "-os", Layer.OS)));
  }
}
