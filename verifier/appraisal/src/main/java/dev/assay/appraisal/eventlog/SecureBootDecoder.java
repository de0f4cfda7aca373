package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.Optional;
import java.util.Set;

/// Decodes the variables that firmware and shim measure into PCR 7, by name space and name (TCG
/// PFP, section "PCR[7] - Secure Boot Policy Measurements"; UEFI, section "Globally Defined
/// Variables").
final class SecureBootDecoder {
  /// The name space of what UEFI defines.
  static final Guid GLOBAL = Guid.of("8be4df61-93ca-11d2-aa0d-00e098032b8c");

  private static final Guid IMAGE_SECURITY = Guid.of("d719b2cb-3d3a-4596-a3bc-dad00e67656f");
  private static final Guid SHIM = Guid.of("605dab50-e046-4300-abb6-3dd810dd8b23");

  private static final Set<String> GLOBAL_FLAGS =
      Set.of("SecureBoot", "SetupMode", "AuditMode", "DeployedMode");
  private static final Set<String> GLOBAL_KEYS = Set.of("PK", "KEK");
  private static final Set<String> DATABASES = Set.of("db", "dbx", "dbt", "dbr");
  private static final Set<String> SHIM_LISTS = Set.of("MokList", "MokListX");
  private static final Set<String> SHIM_FLAGS =
      Set.of("MokListTrusted", "MokSBState", "MokDBState");
  private static final String SBAT = "SbatLevel";

  private SecureBootDecoder() {}

  /// What EV_EFI_VARIABLE_DRIVER_CONFIG holds in PCR 7.
  static VariableContent configuration(Guid vendor, String name, Bytes value)
      throws MalformedInput {
    if (vendor.equals(GLOBAL) && GLOBAL_FLAGS.contains(name)) {
      return flag(name, value);
    }
    boolean signatures =
        (vendor.equals(GLOBAL) && GLOBAL_KEYS.contains(name))
            || (vendor.equals(IMAGE_SECURITY) && DATABASES.contains(name))
            || (vendor.equals(SHIM) && SHIM_LISTS.contains(name));
    return signatures ? SignatureDatabase.parse(value) : new VariableContent.Raw();
  }

  /// What EV_EFI_VARIABLE_AUTHORITY holds: for firmware the entry of db that an image was started
  /// by, as EFI_SIGNATURE_DATA. shim logs a certificate without an owner too, and the state of its
  /// own variables.
  static VariableContent authority(Guid vendor, String name, Bytes value) throws MalformedInput {
    if (vendor.equals(SHIM) && SHIM_FLAGS.contains(name)) {
      return flag(name, value);
    }
    if (vendor.equals(SHIM) && name.equals(SBAT)) {
      return new VariableContent.SbatLevel(
          Text.ascii(value)
              .orElseThrow(() -> new MalformedInput("an SBAT level that is no text", 0)));
    }
    if (CertificateDecoder.decode(value) instanceof SignatureData.Certificate certificate) {
      return new VariableContent.Authority(new SignatureEntry(Optional.empty(), certificate));
    }
    if (value.length() <= Guid.SIZE) {
      throw new MalformedInput("an authority of " + value.length() + " bytes", 0);
    }
    Guid owner = new Guid(value.slice(0, Guid.SIZE));
    Bytes data = value.slice(Guid.SIZE, value.length());
    return new VariableContent.Authority(SignatureEntry.ofAuthority(owner, data));
  }

  private static VariableContent flag(String name, Bytes value) throws MalformedInput {
    if (value.isEmpty()) {
      return new VariableContent.NotSet();
    }
    if (value.length() != 1 || value.get(0) < 0 || value.get(0) > 1) {
      throw new MalformedInput(name + " is neither 0 nor 1", 0);
    }
    return new VariableContent.Flag(value.get(0) == 1);
  }
}
