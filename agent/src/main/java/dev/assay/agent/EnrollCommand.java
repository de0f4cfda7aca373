package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Setting;
import dev.assay.agent.config.Settings;
import dev.assay.agent.log.Field;
import dev.assay.agent.log.Log;
import dev.assay.agent.state.Enrollment;
import dev.assay.agent.state.StateFolder;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.EndorsementKey;
import dev.assay.agent.tpm.Tpm;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.tpm.TpmException.Code;
import dev.assay.agent.verifier.EnrollmentClient;
import dev.assay.agent.verifier.Trust;
import dev.assay.agent.verifier.VerifierConnection;
import dev.assay.agent.verifier.VerifierException;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/// `assay-agent enroll`: makes this machine known to the verifier.
///
/// The attestation key is made where there is none, and kept before the verifier hears of it.
/// Enrolling again uses the same keys, so it is harmless.
final class EnrollCommand implements Command {
  @Override
  public String name() {
    return "enroll";
  }

  @Override
  public String description() {
    return "Make this machine known to the verifier: make an attestation key in the TPM where there"
        + " is none, and prove to the verifier that it lives in this TPM. Doing it again is"
        + " harmless.";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.complementOf(
        EnumSet.of(
            Setting.EVENT_LOG,
            Setting.BOOT_ID,
            Setting.SYSFS,
            Setting.TLS_PROXY_CERTIFICATE_BINDING));
  }

  @Override
  public Exit run(Invocation invocation)
      throws ConfigurationException, TpmException, VerifierException, IOException {
    var settings = invocation.settings();
    var verifier = invocation.verifier();
    var trust = Trust.load(settings.ca());
    var state = new StateFolder(settings.state());
    try (var tpm = Tpm.open(settings.tpm());
        var connection = VerifierConnection.to(verifier, trust, invocation.version())) {
      var keys = keys(tpm, state, settings, invocation.log());
      var facts = MachineReader.facts(settings, tpm, invocation.version());
      var outcome = new EnrollmentClient(connection).enroll(tpm, keys.ek(), keys.ak(), facts);
      var machineId = HexFormat.of().formatHex(keys.ak().machineId().toByteArray());
      state.keep(new Enrollment(machineId, verifier.toString(), Instant.now()));
      invocation.out().println("machine " + machineId);
      invocation.out().println("state   " + (outcome.active() ? "ACTIVE" : "PENDING"));
      if (!outcome.message().isBlank()) {
        invocation.out().println(outcome.message());
      }
      return Exit.OK;
    }
  }

  private record Keys(EndorsementKey ek, AttestationKey ak) {}

  private static Keys keys(Tpm tpm, StateFolder state, Settings settings, Log log)
      throws TpmException, IOException {
    var known = state.key();
    if (known.isPresent() && isUsable(tpm, known.get(), log)) {
      return new Keys(MachineReader.endorsementKeyOf(tpm, known.get(), settings.ek()), known.get());
    }
    state.tryWriting();
    var ek = tpm.endorsementKey(settings.ek());
    var ak = tpm.createAttestationKey(ek, settings.ak());
    state.keep(ak);
    log.info(
        "attestation key made",
        Field.of("file", state.keyFile()),
        Field.of("under", ek.description()));
    return new Keys(ek, ak);
  }

  private static boolean isUsable(Tpm tpm, AttestationKey key, Log log) throws TpmException {
    try {
      tpm.check(key);
      return true;
    } catch (TpmException e) {
      if (e.code() != Code.OTHER_TPM) {
        throw e;
      }
      log.warn("the kept attestation key belongs to another TPM; a new one is made");
      return false;
    }
  }
}
