package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import tss.tpm.TPM_HANDLE;

/// Something in the TPM that a command names: its handle, and the Name that goes into
/// authorizations.
record Entity(int handle, ByteString name) {

  static final Entity NULL = permanent(0x4000_0007);
  static final Entity OWNER = permanent(0x4000_0001);
  static final Entity ENDORSEMENT = permanent(0x4000_000B);

  /// A hierarchy or a session: its name is its handle (TPM 2.0 Part 1, section 16).
  static Entity permanent(int handle) {
    return new Entity(handle, new WireWriter().u32(handle).toBytes());
  }

  TPM_HANDLE tss() {
    return new TPM_HANDLE(handle);
  }
}
