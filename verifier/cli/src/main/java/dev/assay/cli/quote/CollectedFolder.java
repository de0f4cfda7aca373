package dev.assay.cli.quote;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What `assay-agent collect` wrote: which file is which. Its `nonce.hex` is not among them, as a
/// nonce that comes with the quote shows nothing.
public record CollectedFolder(Path folder) {
  /// A folder that holds a quote.
  ///
  /// @throws CommandFailed (2) where it doesn't
  public static CollectedFolder of(String name) throws CommandFailed {
    var folder = Path.of(name);
    if (!Files.isRegularFile(folder.resolve("quote.msg"))) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is no folder of `assay-agent collect`: it has no quote.msg.".formatted(name));
    }
    return new CollectedFolder(folder);
  }

  /// TPMS_ATTEST.
  public String attest() {
    return path("quote.msg");
  }

  /// TPMT_SIGNATURE.
  public String signature() {
    return path("quote.sig");
  }

  /// The AK's public area.
  public String key() {
    return path("ak.pub");
  }

  /// The values of the quoted PCRs.
  public Optional<String> pcrs() {
    return present("pcrs.json");
  }

  /// The event log; a machine may have none.
  public Optional<String> log() {
    return present("binary_bios_measurements");
  }

  private Optional<String> present(String file) {
    return Optional.of(path(file)).filter(path -> Files.exists(Path.of(path)));
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }
}
