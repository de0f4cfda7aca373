package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Setting;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.verifier.AttestationStream;
import dev.assay.agent.verifier.Conversation;
import dev.assay.agent.verifier.NotEnrolledException;
import dev.assay.agent.verifier.ReceiptText;
import dev.assay.agent.verifier.VerifierException;
import dev.assay.v1.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// `assay-agent attest`: one attestation, then the verdict as exit code.
final class AttestCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "attest";
  }

  @Override
  public String description() {
    return "Attest once and print the verdict and its findings. Exit code: 0 TRUSTED or WARNING, 1"
        + " UNTRUSTED or refused, 3 verifier or TPM not reachable, 4 UNKNOWN (also while the"
        + " machine waits for approval).";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.complementOf(EnumSet.of(Setting.AK, Setting.EK));
  }

  @Override
  public Exit run(Invocation invocation)
      throws ConfigurationException,
          TpmException,
          VerifierException,
          NotEnrolledException,
          IOException,
          InterruptedException {
    var settings = invocation.settings();
    try (var reader = new MachineReader(settings, invocation.verifier(), invocation.version())) {
      var key = reader.key();
      try (var connection = reader.connect();
          var stream = AttestationStream.begin(connection)) {
        // The TPM is asked while the connection is made.
        var machine = reader.machine(key);
        var conversation =
            new Conversation(machine, stream, settings.bindToServerCertificate(), invocation.log());
        conversation.greet();
        var receipt = conversation.awaitReceipt(PATIENCE);
        ReceiptText.lines(receipt).forEach(invocation.out()::println);
        return exit(receipt.getVerdict());
      }
    }
  }

  private static Exit exit(Verdict verdict) {
    return switch (verdict) {
      case VERDICT_TRUSTED, VERDICT_WARNING -> Exit.OK;
      case VERDICT_UNTRUSTED -> Exit.FAILED;
      case VERDICT_UNKNOWN, VERDICT_UNSPECIFIED, UNRECOGNIZED -> Exit.UNDECIDED;
    };
  }
}
