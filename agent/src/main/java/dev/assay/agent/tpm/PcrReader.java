package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import tss.tpm.TPM2_PCR_Read_REQUEST;
import tss.tpm.TPM_CC;

/// Reads PCRs. The TPM returns at most eight digests a call and says which (TPM2_PCR_Read, TPM 2.0
/// Part 3, section 22.4). Nothing protects these values on the bus: a quote's digest does.
final class PcrReader {

  private PcrReader() {}

  /// @throws TpmException UNSUPPORTED where the TPM does not have all these PCRs
  static List<PcrBankDigests> read(TpmConnection connection, List<PcrBank> selection)
      throws TpmException {
    Map<Integer, ByteString> values = new HashMap<>();
    List<PcrBank> wanted = selection;
    while (wanted.stream().anyMatch(bank -> bank.mask() != 0)) {
      int before = values.size();
      readSome(connection, wanted, values);
      if (values.size() == before) {
        throw new TpmException(
            Code.UNSUPPORTED,
            "the TPM has no PCRs for this selection (algorithm and mask): " + describe(wanted));
      }
      wanted = wanted.stream().map(bank -> missing(bank, values)).toList();
    }
    return selection.stream().map(bank -> digests(bank, values)).toList();
  }

  private static void readSome(
      TpmConnection connection, List<PcrBank> wanted, Map<Integer, ByteString> values)
      throws TpmException {
    Command command = Command.of(TPM_CC.PCR_Read, new TPM2_PCR_Read_REQUEST(PcrBank.tss(wanted)));
    WireReader in = connection.execute(command).reader(command);
    in.u32(); // pcrUpdateCounter
    List<Integer> read = new ArrayList<>();
    for (PcrBank bank : PcrBank.readAll(in)) {
      forEachIndex(bank.mask(), index -> read.add(PcrBank.register(bank.algorithm(), index)));
    }
    if (in.count(2) != read.size()) {
      throw new TpmException(
          Code.MALFORMED, "the TPM returned other PCR values than it says it selected");
    }
    for (int pcr : read) {
      values.put(pcr, in.sized());
    }
    in.expectEnd();
  }

  private static PcrBank missing(PcrBank bank, Map<Integer, ByteString> values) {
    int mask = 0;
    for (int index = 0; index < 24; index++) {
      boolean wanted = ((bank.mask() >>> index) & 1) != 0;
      if (wanted && !values.containsKey(PcrBank.register(bank.algorithm(), index))) {
        mask |= 1 << index;
      }
    }
    return new PcrBank(bank.algorithm(), mask);
  }

  private static PcrBankDigests digests(PcrBank bank, Map<Integer, ByteString> values) {
    List<ByteString> ordered = new ArrayList<>();
    forEachIndex(
        bank.mask(),
        index ->
            ordered.add(
                values.getOrDefault(PcrBank.register(bank.algorithm(), index), ByteString.EMPTY)));
    return new PcrBankDigests(bank.algorithm(), bank.mask(), ByteString.copyFrom(ordered));
  }

  private static void forEachIndex(int mask, IntConsumer action) {
    for (int index = 0; index < 24; index++) {
      if (((mask >>> index) & 1) != 0) {
        action.accept(index);
      }
    }
  }

  private static String describe(List<PcrBank> banks) {
    return String.join(
        ", ",
        banks.stream()
            .filter(bank -> bank.mask() != 0)
            .map(bank -> "0x%04X %06X".formatted(bank.algorithm(), bank.mask()))
            .toList());
  }
}
