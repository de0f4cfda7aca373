package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Selections of PCRs: TPML_PCR_SELECTION.
class PcrSelectionFuzz {
  static Stream<byte[]> seeds() {
    return Stream.of(
        PcrSelection.of(List.of(HashAlgorithm.SHA256), PcrSelection.DEFAULT_MASK).write().toArray(),
        PcrSelection.of(List.of(HashAlgorithm.values()), 0xABCDEF).write().toArray(),
        PcrSelection.of(List.of(), 0).write().toArray());
  }

  @MethodSource("seeds")
  @FuzzTest
  void selectionIsReadOrMalformed(byte[] data) {
    Promises.parsed(data, 64, PcrSelectionFuzz::read).ifPresent(PcrSelectionFuzz::check);
  }

  private static PcrSelection read(Bytes bytes) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(bytes);
    PcrSelection selection = PcrSelection.read(reader);
    reader.expectEnd("the selection");
    return selection;
  }

  private static void check(PcrSelection selection) {
    try {
      Promises.require(read(selection.write()).equals(selection), "written otherwise");
    } catch (MalformedInput e) {
      throw new AssertionError("what was written can not be read", e);
    }
  }
}
