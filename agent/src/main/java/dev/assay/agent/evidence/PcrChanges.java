package dev.assay.agent.evidence;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.PcrBank;
import dev.assay.agent.tpm.PcrBankDigests;
import dev.assay.v1.PcrBankValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The PCR values that the verifier has on one stream, so that only those that changed are sent
/// again.
///
/// A new stream starts with a new object: what one verifier knows, another may not.
public final class PcrChanges {
  /// By [PcrBank#register].
  private final Map<Integer, ByteString> sent = new HashMap<>();

  /// The values that differ from those of the last call, bank by bank in the order of the quote;
  /// from now on the verifier is taken to have them. Banks without a change are left out.
  public List<PcrBankValues> since(List<PcrBankDigests> quoted) {
    var changes = new ArrayList<PcrBankValues>();
    for (var bank : quoted) {
      var changed = changed(bank);
      if (changed.getPcrMask() != 0) {
        changes.add(changed);
      }
    }
    return changes;
  }

  private PcrBankValues changed(PcrBankDigests bank) {
    var count = Integer.bitCount(bank.mask());
    if (count == 0 || bank.values().size() % count != 0) {
      throw new IllegalArgumentException(
          bank.values().size() + " bytes are no values of " + count + " PCRs");
    }
    var size = bank.values().size() / count;
    var mask = 0;
    var values = ByteString.EMPTY;
    var offset = 0;
    for (var index = 0; index < Integer.SIZE; index++) {
      if ((bank.mask() & (1 << index)) == 0) {
        continue;
      }
      var value = bank.values().substring(offset, offset + size);
      offset += size;
      if (!value.equals(sent.put(PcrBank.register(bank.algorithm(), index), value))) {
        mask |= 1 << index;
        values = values.concat(value);
      }
    }
    return PcrBankValues.newBuilder()
        .setHashAlgorithm(bank.algorithm())
        .setPcrMask(mask)
        .setValues(values)
        .build();
  }
}
