package dev.assay.cli.command;

import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.OfflineAppraiser;
import dev.assay.appraisal.OfflineQuestion;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.quote.CollectedFolder;
import dev.assay.cli.quote.GoldenFiles;
import dev.assay.cli.quote.QuoteFiles;
import dev.assay.cli.quote.QuoteJson;
import dev.assay.cli.quote.QuoteReport;
import dev.assay.cli.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Verifies a quote, offline.
@CommandLine.Command(
    name = "verify",
    description =
        "Verify a quote with what you hold in your hands: what it proves, and what you did not ask."
            + " Asks no verifier. Whose key it is, is your word.",
    footer = {
      "",
      "Examples:",
      "  tpm2_quote -c ak.ctx -l sha256:all -q $NONCE -m q.msg -s q.sig -o q.pcrs",
      "  assay verify --attest q.msg --signature q.sig --key ak.pub --nonce $NONCE --pcrs q.pcrs",
      "",
      "  assay-agent collect --out evidence --nonce $NONCE",
      "  assay verify evidence --nonce $NONCE",
      "",
      "Ends with 0 where the boot is TRUSTED or, without golden sets, everything that was asked is"
          + " proven,",
      "1 where something speaks against it, 2 where the input can't be used."
    })
final class VerifyCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "What `assay-agent collect` wrote; options name other files than those in it.")
  private @Nullable String folder;

  @Option(
      names = "--attest",
      paramLabel = "FILE",
      description = "The quote, as tpm2_quote -m writes it (TPMS_ATTEST).")
  private @Nullable String attest;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "Its signature, as tpm2_quote -s writes it: -f tss (TPMT_SIGNATURE) or plain.")
  private @Nullable String signature;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The machine's attestation key: TPM2B_PUBLIC or TPMT_PUBLIC, or a bare key (PEM, DER).")
  private @Nullable String key;

  @Option(
      names = "--nonce",
      paramLabel = "HEX",
      description = "What you had the quote made over; shows that the quote is not an old one.")
  private @Nullable String nonce;

  @Option(
      names = "--pcrs",
      paramLabel = "FILE",
      description =
          "The PCR values, as tpm2_quote -o writes them in any -F form, or pcrs.json of collect.")
  private @Nullable String pcrs;

  @Option(names = "--log", paramLabel = "FILE", description = "The firmware event log.")
  private @Nullable String log;

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description =
          "A golden set, as `assay golden make` writes it or `assay golden show ID --json` prints"
              + " it; several, for both layers.")
  private List<String> golden = List.of();

  VerifyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var files = files();
    var vouched = files.vouchedKey();
    var evidence = files.evidence(vouched);
    if (!golden.isEmpty() && evidence.log().isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE, "Golden sets are compared with an event log; give it with --log.");
    }
    var appraisal =
        OfflineAppraiser.appraise(
            evidence, new OfflineQuestion(vouched, nonceBytes(), goldenSets()));
    if (json()) {
      print(QuoteJson.of(vouched, evidence, appraisal));
    } else {
      new QuoteReport(vouched, evidence, appraisal, screen()).print();
    }
    return appraisal.provenAsAsked() ? ExitCode.OK : ExitCode.BAD_NEWS;
  }

  private QuoteFiles files() throws CommandFailed {
    Optional<CollectedFolder> collected =
        folder == null ? Optional.empty() : Optional.of(CollectedFolder.of(folder));
    return new QuoteFiles(
        needed("--attest", attest, collected.map(CollectedFolder::attest)),
        needed("--signature", signature, collected.map(CollectedFolder::signature)),
        needed("--key", key, collected.map(CollectedFolder::key)),
        read(pcrs, collected.flatMap(CollectedFolder::pcrs)),
        read(log, collected.flatMap(CollectedFolder::log)));
  }

  private InputFile needed(String option, @Nullable String given, Optional<String> collected)
      throws CommandFailed {
    return read(given, collected)
        .orElseThrow(
            () ->
                new CommandFailed(
                    ExitCode.USAGE,
                    "Which quote? %s is missing; give --attest, --signature and --key, or a folder of `assay-agent collect`."
                        .formatted(option)));
  }

  private Optional<InputFile> read(@Nullable String given, Optional<String> collected)
      throws CommandFailed {
    var name = Optional.ofNullable(given).or(() -> collected);
    return name.isPresent()
        ? Optional.of(InputFile.read(name.get(), surroundings()))
        : Optional.empty();
  }

  private Optional<GoldenSets.Active> goldenSets() throws CommandFailed {
    List<InputFile> files = new ArrayList<>();
    for (var name : golden) {
      files.add(InputFile.read(name, surroundings()));
    }
    return GoldenFiles.read(files);
  }

  private Optional<Bytes> nonceBytes() throws CommandFailed {
    if (nonce == null) {
      return Optional.empty();
    }
    if (nonce.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE, "--nonce is empty, which would show nothing; leave it out or give one.");
    }
    try {
      return Optional.of(Bytes.fromHex(nonce));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "--nonce is not hexadecimal; give the digits as tpm2_quote -q has them.",
          e);
    }
  }
}
