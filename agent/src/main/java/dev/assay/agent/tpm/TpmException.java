package dev.assay.agent.tpm;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Why the TPM did not do what it was asked. The message says what to do about it.
public final class TpmException extends Exception {

  private static final long serialVersionUID = 1L;

  /// What kind of failure it was.
  public enum Code {
    /// No device or socket there, or no permission to open it.
    UNREACHABLE(true),
    /// Another program holds the TPM, or the TPM kept asking to try again.
    BUSY(true),
    /// The connection was lost, or no answer came in time.
    DROPPED(true),
    /// A response or a session failed its check: something between this program and the TPM altered
    /// it.
    INTEGRITY(true),
    /// The TPM refuses protected keys after too many failed authorizations (TPM_RC_LOCKOUT).
    LOCKOUT(false),
    /// The key belongs to another TPM, or this TPM was given a new endorsement seed.
    OTHER_TPM(false),
    /// This TPM can't do it: not a TPM 2.0, no such PCR bank, no such kind of key.
    UNSUPPORTED(false),
    /// The PCRs kept changing while they were quoted.
    UNSETTLED(true),
    /// Any other response code of the TPM.
    REFUSED(false),
    /// What came back is no TPM response.
    MALFORMED(false);

    private final boolean passing;

    Code(boolean passing) {
      this.passing = passing;
    }
  }

  private final Code code;
  private final int responseCode;

  TpmException(Code code, String message) {
    this(code, message, null);
  }

  TpmException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.responseCode = 0;
  }

  TpmException(Code code, String message, int responseCode) {
    super(message);
    this.code = code;
    this.responseCode = responseCode;
  }

  public Code code() {
    return code;
  }

  /// Whether the same call may succeed later with nobody doing anything.
  public boolean passing() {
    return code.passing;
  }

  /// The TPM's own response code (TPM_RC), where it gave one.
  public OptionalInt responseCode() {
    return responseCode == 0 ? OptionalInt.empty() : OptionalInt.of(responseCode);
  }
}
