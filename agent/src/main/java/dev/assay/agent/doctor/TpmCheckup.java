package dev.assay.agent.doctor;

import dev.assay.agent.config.Settings;
import dev.assay.agent.evidence.PcrJson;
import dev.assay.agent.log.Printable;
import dev.assay.agent.state.StateFolder;
import dev.assay.agent.tpm.PcrBank;
import dev.assay.agent.tpm.Tpm;
import dev.assay.agent.tpm.TpmException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Looks at the TPM: does it answer, which banks are active, which endorsement key, does the kept
/// key belong to it.
public final class TpmCheckup {
  private static final int SHA1 = 0x0004;

  private final Settings settings;

  /// A look at the TPM that the settings name.
  public TpmCheckup(Settings settings) {
    this.settings = settings;
  }

  /// Looks, and hands on what was seen.
  public void run(Consumer<Observation> seen) {
    try (var tpm = Tpm.open(settings.tpm())) {
      var properties = tpm.properties();
      seen.accept(
          Observation.ok(
              "TPM",
              "%s answers: %s %s, firmware %s"
                  .formatted(
                      settings.tpm(),
                      properties.manufacturer(),
                      properties.model(),
                      properties.firmwareVersion())));
      seen.accept(banks(tpm));
      seen.accept(endorsementKey(tpm));
      seen.accept(keptKey(tpm));
    } catch (TpmException e) {
      seen.accept(
          Observation.fail(
              "TPM",
              settings.tpm() + ": " + Printable.describe(e),
              "see --tpm; run as root or in group tss"));
    }
  }

  private static Observation banks(Tpm tpm) {
    List<PcrBank> banks;
    try {
      banks = tpm.activeBanks();
    } catch (TpmException e) {
      return Observation.fail("PCR banks", Printable.describe(e), "look at the TPM's health");
    }
    var names =
        banks.stream()
            .map(bank -> PcrJson.bankName(bank.algorithm()))
            .collect(Collectors.joining(", "));
    return banks.stream().anyMatch(bank -> bank.algorithm() != SHA1)
        ? Observation.ok("PCR banks", "active: " + names)
        : Observation.fail(
            "PCR banks",
            banks.isEmpty() ? "none is active" : "only " + names + " is active",
            "switch the sha256 bank on in the firmware's setup; the verifier trusts no SHA-1");
  }

  private Observation endorsementKey(Tpm tpm) {
    try {
      var ek = tpm.endorsementKey(settings.ek());
      var certificate = ek.certificate();
      if (certificate.isEmpty()) {
        return Observation.warn(
            "EK certificate",
            "the TPM holds none for its " + ek.description() + " key",
            "a person has to vouch for this TPM when approving the machine; try --ek rsa or ecc");
      }
      return Observation.ok(
          "EK certificate",
          "%s key, certificate of %d bytes, %d intermediates"
              .formatted(ek.description(), certificate.get().size(), ek.chain().size()));
    } catch (TpmException e) {
      return Observation.fail("EK certificate", Printable.describe(e), "try another --ek");
    }
  }

  private Observation keptKey(Tpm tpm) {
    try {
      var key = new StateFolder(settings.state()).key();
      if (key.isEmpty()) {
        return Observation.warn(
            "attestation key", "none in " + settings.state(), "run 'assay-agent enroll'");
      }
      tpm.check(key.get());
      return Observation.ok("attestation key", "loads into this TPM");
    } catch (TpmException | IOException e) {
      return Observation.fail(
          "attestation key", Printable.describe(e), "run 'assay-agent enroll' again");
    }
  }
}
