package dev.assay.agent.tpm;

import dev.assay.agent.tpm.TpmException.Code;
import java.util.List;
import tss.TpmHelpers;

/// Says in words what a response code means and what to do (TPM_RC, TPM 2.0 Part 2, section 6.6).
final class ResponseCodes {

  private static final int TPM_RC_INITIALIZE = 0x100;
  private static final int TPM_RC_FAILURE = 0x101;
  private static final int TPM_RC_AUTH_UNAVAILABLE = 0x12F;
  private static final int TPM_RC_COMMAND_CODE = 0x143;
  private static final int TPM_RC_OBJECT_MEMORY = 0x902;
  private static final int TPM_RC_SESSION_MEMORY = 0x903;
  private static final int TPM_RC_SESSION_HANDLES = 0x905;
  private static final int TPM_RC_OBJECT_HANDLES = 0x906;
  private static final int TPM_RC_LOCKOUT = 0x921;
  private static final int TPM_RC_NV_UNAVAILABLE = 0x923;
  // Format one: these come with the number of what they complain about.
  private static final int TPM_RC_HIERARCHY = 0x085;
  private static final int TPM_RC_AUTH_FAIL = 0x08E;
  private static final int TPM_RC_BAD_AUTH = 0x0A2;
  private static final int TPM_RC_INTEGRITY = 0x09F;
  private static final int TPM_RC_CURVE = 0x0A6;

  private static final int FORMAT_ONE = 0x080;
  private static final int OF_PARAMETER = 0x040;
  private static final int OF_SESSION = 0x800;

  private ResponseCodes() {}

  static TpmException exception(Command command, int code, List<Authorization> authorizations) {
    int kind = (code & FORMAT_ONE) != 0 ? code & 0x0BF : code;
    String answer =
        "%s: the TPM answered %s (0x%03X)"
            .formatted(command.label(), TpmHelpers.fromRawResponse(code).name(), code);
    if ((kind == TPM_RC_AUTH_FAIL || kind == TPM_RC_BAD_AUTH)
        && saltedComplained(code, authorizations)) {
      return new TpmException(
          Code.INTEGRITY,
          answer
              + ". TPM bus integrity: the command or the session was altered on its way, or this is"
              + " not the TPM of this endorsement key. Have the machine inspected",
          code);
    }
    return switch (kind) {
      case TPM_RC_INITIALIZE ->
          new TpmException(
              Code.UNREACHABLE,
              answer
                  + ": nobody has started it. Reboot, or start the software TPM with startup-clear",
              code);
      case TPM_RC_FAILURE ->
          new TpmException(
              Code.UNREACHABLE,
              answer + ": it failed its self test. Cut the machine's power, then inspect the TPM",
              code);
      case TPM_RC_LOCKOUT ->
          new TpmException(
              Code.LOCKOUT,
              answer
                  + ": too many failed authorizations or power cuts. Wait for its recovery time, or"
                  + " run tpm2_dictionarylockout --clear-lockout",
              code);
      case TPM_RC_OBJECT_MEMORY,
          TPM_RC_SESSION_MEMORY,
          TPM_RC_OBJECT_HANDLES,
          TPM_RC_SESSION_HANDLES ->
          new TpmException(
              Code.BUSY,
              answer
                  + ": other programs fill its memory. Use /dev/tpmrm0, or run tpm2_flushcontext -t"
                  + " -l -s",
              code);
      case TPM_RC_NV_UNAVAILABLE -> new TpmException(Code.BUSY, answer, code);
      case TPM_RC_AUTH_FAIL, TPM_RC_BAD_AUTH, TPM_RC_AUTH_UNAVAILABLE, TPM_RC_HIERARCHY ->
          new TpmException(
              Code.REFUSED,
              answer
                  + ": the endorsement hierarchy has a password or is switched off; Assay needs it"
                  + " without",
              code);
      case TPM_RC_INTEGRITY ->
          new TpmException(
              Code.OTHER_TPM,
              answer + ": the key or credential was not made for this TPM. Enroll again",
              code);
      case TPM_RC_CURVE, TPM_RC_COMMAND_CODE -> new TpmException(Code.UNSUPPORTED, answer, code);
      default -> new TpmException(Code.REFUSED, answer, code);
    };
  }

  /// Whether the code complains about a session, and that is the salted one.
  private static boolean saltedComplained(int code, List<Authorization> authorizations) {
    int number = (code >>> 8) & 0x7;
    return (code & (OF_SESSION | OF_PARAMETER)) == OF_SESSION
        && number >= 1
        && number <= authorizations.size()
        && authorizations.get(number - 1) instanceof SaltedSession;
  }
}
