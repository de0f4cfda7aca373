package dev.assay.agent.config;

import dev.assay.agent.log.Level;
import dev.assay.agent.tpm.AkScheme;
import dev.assay.agent.tpm.EkChoice;
import dev.assay.agent.tpm.TpmAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the agent was told, checked.
///
/// @param verifier where the verifier is; empty where nobody said
/// @param ca the only CA certificates that are trusted; empty for the runtime's own
/// @param state folder of keys and enrollment
/// @param tpm the TPM
/// @param eventLog the firmware event log
/// @param dmi folder or JSON file of SMBIOS strings
/// @param bootId the kernel's file
/// @param sysfs the kernel's sysfs, where components are listed
/// @param hostName the host's name; empty for what the kernel says
/// @param ak kind of a new attestation key
/// @param ek which endorsement key
/// @param bindToServerCertificate whether a proxy ends TLS, so that quotes are bound to the
///   server's certificate
/// @param logLevel least important lines to write
public record Settings(
    Optional<VerifierAddress> verifier,
    Optional<Path> ca,
    Path state,
    TpmAddress tpm,
    Path eventLog,
    Path dmi,
    Path bootId,
    Path sysfs,
    Optional<String> hostName,
    AkScheme ak,
    EkChoice ek,
    boolean bindToServerCertificate,
    Level logLevel) {

  /// The configuration file that is read where none is named; it need not exist.
  public static final Path DEFAULT_FILE = Path.of("/etc/assay/agent.conf");

  /// The environment variable that names another configuration file.
  public static final String FILE_VARIABLE = "ASSAY_AGENT_CONFIG";

  /// Puts together flag, environment, file and default, in this order of precedence.
  ///
  /// @param flags what stood on the command line
  /// @param environment the process's environment; an empty variable counts as absent
  /// @param namedFile the file named on the command line; it must exist
  /// @throws ConfigurationException names the place that is wrong and what is expected there
  public static Settings resolve(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> namedFile)
      throws ConfigurationException {
    var file = fileValues(environment, namedFile);
    var values = new EnumMap<Setting, Configured>(Setting.class);
    for (var setting : Setting.values()) {
      values.put(setting, value(setting, flags, environment, file));
    }
    return new Reader(values).settings();
  }

  private static Configured value(
      Setting setting,
      Map<Setting, String> flags,
      Map<String, String> environment,
      Map<Setting, Configured> file) {
    var flag = flags.get(setting);
    if (flag != null) {
      return new Configured(flag, setting.flag());
    }
    var variable = environment.getOrDefault(setting.variable(), "");
    if (!variable.isEmpty()) {
      return new Configured(variable, setting.variable());
    }
    return file.getOrDefault(setting, new Configured(setting.defaultValue(), "default"));
  }

  private static Map<Setting, Configured> fileValues(
      Map<String, String> environment, Optional<Path> namedFile) throws ConfigurationException {
    var variable = environment.getOrDefault(FILE_VARIABLE, "");
    if (namedFile.isPresent()) {
      return ConfigurationFile.read(namedFile.get());
    }
    if (!variable.isEmpty()) {
      return ConfigurationFile.read(Path.of(variable));
    }
    return DEFAULT_FILE.toFile().exists() ? ConfigurationFile.read(DEFAULT_FILE) : Map.of();
  }

  /// Turns texts into checked values.
  private record Reader(Map<Setting, Configured> values) {
    Settings settings() throws ConfigurationException {
      return new Settings(
          verifier(),
          optionalPath(Setting.CA),
          path(Setting.STATE),
          tpm(),
          path(Setting.EVENT_LOG),
          path(Setting.DMI),
          path(Setting.BOOT_ID),
          path(Setting.SYSFS),
          Optional.of(get(Setting.HOST_NAME).value()).filter(name -> !name.isEmpty()),
          ak(),
          ek(),
          flag(Setting.TLS_PROXY_CERTIFICATE_BINDING),
          level());
    }

    private Configured get(Setting setting) {
      return Objects.requireNonNull(values.get(setting));
    }

    private Optional<VerifierAddress> verifier() throws ConfigurationException {
      var configured = get(Setting.VERIFIER);
      if (configured.value().isEmpty()) {
        return Optional.empty();
      }
      var address = VerifierAddress.parse(configured.value());
      if (address.isEmpty()) {
        throw configured.wrong(
            "HOST:PORT, such as verifier.example.net:8443 or [2001:db8::1]:8443");
      }
      return address;
    }

    private Optional<Path> optionalPath(Setting setting) throws ConfigurationException {
      return get(setting).value().isEmpty() ? Optional.empty() : Optional.of(path(setting));
    }

    private Path path(Setting setting) throws ConfigurationException {
      var configured = get(setting);
      try {
        if (!configured.value().isEmpty()) {
          return Path.of(configured.value());
        }
      } catch (InvalidPathException _) {
        throw configured.wrong("a path");
      }
      throw configured.wrong("a path");
    }

    private TpmAddress tpm() throws ConfigurationException {
      var configured = get(Setting.TPM);
      try {
        return TpmAddress.parse(configured.value());
      } catch (IllegalArgumentException _) {
        throw configured.wrong("a TPM: device:/dev/tpmrm0, unix:PATH or tcp:HOST:PORT");
      }
    }

    private AkScheme ak() throws ConfigurationException {
      var configured = get(Setting.AK);
      return switch (configured.value()) {
        case "ecc" -> AkScheme.ECDSA_P256;
        case "rsa" -> AkScheme.RSASSA_2048;
        default -> throw configured.wrong("one of ecc, rsa");
      };
    }

    private EkChoice ek() throws ConfigurationException {
      var configured = get(Setting.EK);
      return switch (configured.value()) {
        case "auto" -> EkChoice.AUTO;
        case "ecc" -> EkChoice.ECC;
        case "rsa" -> EkChoice.RSA;
        case "ecc384" -> EkChoice.ECC384;
        default -> throw configured.wrong("one of auto, ecc, rsa, ecc384");
      };
    }

    private boolean flag(Setting setting) throws ConfigurationException {
      var configured = get(setting);
      return switch (configured.value()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw configured.wrong("true or false");
      };
    }

    private Level level() throws ConfigurationException {
      var configured = get(Setting.LOG_LEVEL);
      return switch (configured.value().toLowerCase(Locale.ROOT)) {
        case "error" -> Level.ERROR;
        case "warn" -> Level.WARN;
        case "info" -> Level.INFO;
        case "debug" -> Level.DEBUG;
        default -> throw configured.wrong("one of error, warn, info, debug");
      };
    }
  }
}
