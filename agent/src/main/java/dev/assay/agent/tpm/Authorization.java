package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;

/// What goes into the authorization area of a command (TPMS_AUTH_COMMAND, TPM 2.0 Part 2, section
/// 10.13.2). All authorization values that the agent meets are empty.
sealed interface Authorization permits Authorization.EmptyPassword, PolicySession, SaltedSession {

  /// TPMA_SESSION: the session stays until it is flushed.
  int CONTINUE_SESSION = 0x01;

  int handle();

  /// The password of a hierarchy or key that has none set.
  record EmptyPassword() implements Authorization {
    static final EmptyPassword INSTANCE = new EmptyPassword();
    private static final int TPM_RS_PW = 0x4000_0009;

    @Override
    public int handle() {
      return TPM_RS_PW;
    }
  }

  /// One entry of the area.
  static ByteString entry(int handle, ByteString nonce, int attributes, ByteString hmac) {
    return new WireWriter().u32(handle).sized(nonce).u8(attributes).sized(hmac).toBytes();
  }
}
