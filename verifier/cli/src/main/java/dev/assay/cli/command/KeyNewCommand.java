package dev.assay.cli.command;

import dev.assay.cli.golden.KeyFiles;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import dev.assay.golden.signing.KeyKind;
import dev.assay.golden.signing.Signer;
import dev.assay.golden.signing.SigningKey;
import java.security.SecureRandom;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Makes a key: the private half into a file, the public one onto the screen.
@CommandLine.Command(
    name = "new",
    description =
        "Make a key to sign golden sets with. The private half goes into a file that only you can"
            + " read, and nowhere else; the public half is printed, as an entry of the verifier's"
            + " signers' folder.",
    footer = {"", "Example:", "  assay key new --name alice --out alice.key > alice.signer"})
final class KeyNewCommand extends Command {
  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who will sign.")
  private String name = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the private half goes; must not be there yet.")
  private String out = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "ed25519 (as without it), p256 or p384.")
  private KeyKind kind = KeyKind.ED25519;

  KeyNewCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    if (!Signer.isName(name)) {
      throw new CommandFailed(
          ExitCode.USAGE, "A signer's name is %s.".formatted(Signer.NAME_SHAPE));
    }
    var pair = SigningKey.generate(kind, new SecureRandom());
    KeyFiles.write(out, pair.signing());
    var signer = new Signer(name, pair.verification());
    if (json()) {
      print(
          Verifier.body()
              .put("name", name)
              .put("fingerprint", signer.key().fingerprint().toHex())
              .put("entry", signer.write())
              .put("privateKey", out));
    } else {
      screen().program(signer.write());
      screen().flush();
      screen()
          .remark(
              "The private key is in %s; keep it to yourself. The lines above go into a file of the verifier's signers' folder."
                  .formatted(out));
    }
    return ExitCode.OK;
  }
}
