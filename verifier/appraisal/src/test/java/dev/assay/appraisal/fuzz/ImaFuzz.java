package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.ima.BootAggregate;
import dev.assay.appraisal.ima.ImaEntry;
import dev.assay.appraisal.ima.ImaList;
import dev.assay.appraisal.ima.ImaReplay;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// IMA lists: parsed, decoded, replayed and written back.
class ImaFuzz {
  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.captured("ima/binary_runtime_measurements"), Seeds.corpus("ima", ".bin"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void listIsReadOrMalformed(byte[] data) {
    Promises.parsed(data, 64, ImaFuzz::decoded).ifPresent(list -> check(list, data));
  }

  private static ImaList decoded(Bytes bytes) throws MalformedInput {
    ImaList list = ImaList.parse(bytes);
    list.entries().forEach(ImaEntry::content);
    return list;
  }

  private static void check(ImaList list, byte[] data) {
    Promises.require(list.write().equals(Bytes.copyOf(data)), "written otherwise");
    ImaReplay start = ImaReplay.start(list.algorithm(), List.of(HashAlgorithm.SHA256));
    ImaReplay whole = start.advance(list);
    Promises.require(whole.bytes() == data.length, "bytes left out");
    Digest pcr10 = whole.ownHash().get(HashAlgorithm.SHA256, ImaReplay.PCR).orElseThrow();
    Promises.require(start.until(List.of(pcr10), list).isPresent(), "its own end is not found");
    list.entries().forEach(ImaEntry::trust);
    Promises.require(BootAggregate.of(list, PcrValues.EMPTY) != null, "no answer");
  }
}
