package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;

/// What the TPM answered to a command that it carried out.
///
/// @param handle of what the command made; 0 where it makes nothing
/// @param parameters raw, decrypted where the session encrypted them
record Response(int handle, ByteString parameters) {

  WireReader reader(Command command) {
    return new WireReader(parameters, "the response to " + command.label());
  }
}
