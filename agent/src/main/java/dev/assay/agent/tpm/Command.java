package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.util.List;
import tss.ReqStructure;
import tss.TpmBuffer;
import tss.tpm.TPM_CC;

/// One command for the TPM, without its authorizations.
///
/// @param code TPM_CC
/// @param label the command as the specification calls it, for errors
/// @param parameters the parameter area, marshalled
/// @param returnsHandle whether the response begins with a handle
record Command(
    int code, String label, List<Entity> entities, ByteString parameters, boolean returnsHandle) {

  Command {
    entities = List.copyOf(entities);
  }

  /// @param request marshals the parameters
  /// @param entities the handles of the command, in its order
  static Command of(TPM_CC code, ReqStructure request, Entity... entities) {
    TpmBuffer buffer = new TpmBuffer(Transport.MAX_SIZE);
    request.toTpm(buffer);
    if (!buffer.isOk()) {
      throw new IllegalArgumentException(code.name() + " does not fit a TPM command");
    }
    return new Command(
        code.toInt(),
        "TPM2_" + code.name(),
        List.of(entities),
        ByteString.copyFrom(buffer.trim()),
        false);
  }

  Command returningHandle() {
    return new Command(code, label, entities, parameters, true);
  }
}
