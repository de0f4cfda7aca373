package dev.assay.agent;

import dev.assay.agent.config.Settings;
import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.host.EventLogFile;
import dev.assay.agent.host.HostReport;
import dev.assay.agent.state.StateFolder;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.EkChoice;
import dev.assay.agent.tpm.EndorsementKey;
import dev.assay.agent.tpm.Tpm;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.tpm.TpmException.Code;
import dev.assay.agent.verifier.Attesting;
import dev.assay.agent.verifier.Machine;
import dev.assay.agent.verifier.NotEnrolledException;
import dev.assay.agent.verifier.Trust;
import dev.assay.agent.verifier.VerifierConnection;
import dev.assay.v1.HostFacts;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;

/// Reads from settings, state folder, host and TPM what a stream speaks for. Used by one thread;
/// closing may come from another.
final class MachineReader implements Attesting.Opener, AutoCloseable {
  private final Settings settings;
  private final VerifierAddress verifier;
  private final String version;
  private final StateFolder state;
  private final Tpm tpm;

  MachineReader(Settings settings, VerifierAddress verifier, String version) {
    this.settings = settings;
    this.verifier = verifier;
    this.version = version;
    this.state = new StateFolder(settings.state());
    this.tpm = Tpm.at(settings.tpm());
  }

  @Override
  public AttestationKey key() throws IOException, NotEnrolledException {
    return state
        .key()
        .orElseThrow(
            () ->
                new NotEnrolledException(
                    "there is no attestation key in "
                        + state.path()
                        + "; run 'assay-agent enroll' first"));
  }

  @Override
  public Machine machine(AttestationKey key) throws TpmException, IOException {
    return new Machine(
        tpm,
        key,
        new EventLogFile(settings.eventLog()),
        settings.bootId(),
        settings.sysfs(),
        facts(settings, tpm, version));
  }

  @Override
  public VerifierConnection connect() throws IOException {
    return VerifierConnection.to(verifier, Trust.load(settings.ca()), version);
  }

  /// What the host and its TPM say of themselves.
  static HostFacts facts(Settings settings, Tpm tpm, String version)
      throws IOException, TpmException {
    var properties = tpm.properties();
    return HostReport.read(settings.dmi(), settings.hostName(), version)
        .setTpmManufacturer(HostReport.bounded(properties.manufacturer()))
        .setTpmModel(HostReport.bounded(properties.model()))
        .setTpmFirmwareVersion(HostReport.bounded(properties.firmwareVersion()))
        .build();
  }

  /// The endorsement key under which the attestation key was made, whatever is preferred now.
  ///
  /// @throws IOException where this TPM has none such
  static EndorsementKey endorsementKeyOf(Tpm tpm, AttestationKey ak, EkChoice preferred)
      throws TpmException, IOException {
    var choices = new LinkedHashSet<EkChoice>();
    choices.add(preferred);
    choices.addAll(List.of(EkChoice.values()));
    for (var choice : choices) {
      try {
        var ek = tpm.endorsementKey(choice);
        if (ek.publicArea().equals(ak.endorsementKeyPublic())) {
          return ek;
        }
      } catch (TpmException e) {
        if (e.code() != Code.UNSUPPORTED) {
          throw e;
        }
      }
    }
    throw new IOException(
        "no endorsement key of this TPM is the one that the kept attestation key was made under");
  }

  @Override
  public void close() {
    tpm.close();
  }
}
