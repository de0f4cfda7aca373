package dev.assay.agent.tpm;

import dev.assay.agent.tpm.TpmException.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tss.tpm.TPM2_GetCapability_REQUEST;
import tss.tpm.TPM_CAP;
import tss.tpm.TPM_CC;

/// What the TPM says of itself and of what it holds (TPM2_GetCapability, TPM 2.0 Part 3, section
/// 30.2).
final class Capabilities {

  /// More than this of anything is not believed.
  private static final int LIMIT = 1024;

  private static final int BATCH = 64;

  private Capabilities() {}

  /// TPM_PT properties from `first` on, as far as the TPM has them; at most `count`.
  static Map<Integer, Integer> properties(TpmConnection connection, int first, int count)
      throws TpmException {
    WireReader in = ask(connection, TPM_CAP.TPM_PROPERTIES, first, count).data();
    Map<Integer, Integer> properties = new HashMap<>();
    for (int left = in.count(8); left > 0; left--) {
      properties.put(in.u32(), in.u32());
    }
    in.expectEnd();
    return properties;
  }

  /// The handles that exist from `first` to `last`, both included, in ascending order.
  static List<Integer> handles(TpmConnection connection, int first, int last) throws TpmException {
    List<Integer> handles = new ArrayList<>();
    boolean more = true;
    while (more) {
      int next = handles.isEmpty() ? first : handles.getLast() + 1;
      Answer answer = ask(connection, TPM_CAP.HANDLES, next, BATCH);
      more = addHandles(answer.data(), next, last, handles) && answer.more();
    }
    return handles;
  }

  /// Whether there may be more: not past the last one wanted, nor where the TPM goes in circles.
  private static boolean addHandles(WireReader in, int next, int last, List<Integer> handles)
      throws TpmException {
    int count = in.count(4);
    for (int i = 0; i < count; i++) {
      int handle = in.u32();
      if (handle < next + i || handle > last || handles.size() == LIMIT) {
        return false;
      }
      handles.add(handle);
    }
    in.expectEnd();
    return count > 0;
  }

  /// The PCRs that exist, bank by bank, in the TPM's order; banks without any are left out.
  static List<PcrBank> banks(TpmConnection connection) throws TpmException {
    WireReader in = ask(connection, TPM_CAP.PCRS, 0, 1).data();
    List<PcrBank> banks = PcrBank.readAll(in);
    in.expectEnd();
    return banks.stream().filter(bank -> bank.mask() != 0).toList();
  }

  private record Answer(boolean more, WireReader data) {}

  private static Answer ask(TpmConnection connection, TPM_CAP capability, int first, int count)
      throws TpmException {
    Command command =
        Command.of(TPM_CC.GetCapability, new TPM2_GetCapability_REQUEST(capability, first, count));
    WireReader in = connection.execute(command).reader(command);
    boolean more = in.u8() != 0;
    if (in.u32() != capability.toInt()) {
      throw new TpmException(
          Code.MALFORMED, "the TPM answered for another capability than " + capability.name());
    }
    return new Answer(more, in);
  }
}
