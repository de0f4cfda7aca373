package dev.assay.reference.corim;

import com.upokecenter.cbor.CBORObject;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.security.KeyException;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes a golden set as a signed CoRIM, as far as CoRIM can say it: the values of the PCRs that
/// are the same on every machine, as integrity registers of the board. The rules for single events
/// stay with the set's own form (docs/golden-set.md).
public final class CorimWriter {
  private static final int UNSIGNED = 501;
  private static final int COMID = 506;

  private CorimWriter() {}

  /// Writes and signs.
  ///
  /// @throws KeyException where the key is of no kind that is used here
  /// @throws IllegalArgumentException where the set has no constant value in a bank that CoRIM
  ///   names
  public static Bytes write(GoldenSet set, PrivateKey key) throws KeyException {
    CBORObject comid =
        CBORObject.NewOrderedMap()
            .Add(1, map(0, set.id()))
            .Add(4, map(0, CBORObject.NewArray().Add(triple(set))));
    CBORObject corim =
        CBORObject.NewOrderedMap()
            .Add(0, set.id())
            .Add(
                1,
                CBORObject.NewArray()
                    .Add(CBORObject.FromObject(comid.EncodeToBytes()).WithTag(COMID)));
    return CoseSign1.sign(Bytes.wrap(corim.WithTag(UNSIGNED).EncodeToBytes()), key);
  }

  private static CBORObject triple(GoldenSet set) {
    CBORObject environment = map(0, map(2, set.subject()));
    CBORObject value = CBORObject.NewOrderedMap();
    if (!set.firmwareVersion().isEmpty()) {
      value.Add(0, map(0, set.firmwareVersion()));
    }
    value.Add(14, registers(set));
    CBORObject measurement = CBORObject.NewOrderedMap().Add(1, value);
    return CBORObject.NewArray().Add(environment).Add(CBORObject.NewArray().Add(measurement));
  }

  private static CBORObject registers(GoldenSet set) {
    SortedMap<PcrIndex, CBORObject> digests = new TreeMap<>();
    for (Map.Entry<HashAlgorithm, SortedMap<PcrIndex, Digest>> bank :
        set.finalValues().banks().entrySet()) {
      Optional<Integer> number = DigestIds.number(bank.getKey());
      if (number.isPresent()) {
        bank.getValue()
            .forEach(
                (pcr, value) ->
                    digests
                        .computeIfAbsent(pcr, _ -> CBORObject.NewArray())
                        .Add(
                            CBORObject.NewArray()
                                .Add(number.get().intValue())
                                .Add(value.value().toArray())));
      }
    }
    if (digests.isEmpty()) {
      throw new IllegalArgumentException("the set has no value that is the same on every machine");
    }
    CBORObject registers = CBORObject.NewOrderedMap();
    digests.forEach((pcr, values) -> registers.Add(pcr.value(), values));
    return registers;
  }

  private static CBORObject map(int key, Object value) {
    return CBORObject.NewOrderedMap().Add(key, value);
  }
}
