package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.golden.GoldenDocument;
import dev.assay.cli.golden.KeyFiles;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.ConnectionFile;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSetView;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ProposalReport;
import dev.assay.golden.ProposedSet;
import dev.assay.golden.signing.Envelope;
import dev.assay.golden.signing.SigningKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signs golden sets that somebody else put forward. The key stays here: only the signature goes to
/// the verifier, or into the file.
@CommandLine.Command(
    name = "sign",
    description =
        "Sign golden sets that somebody else put forward, after a look at what they say. With an id"
            + " the set is fetched and the signature sent; a file that `assay golden export` wrote"
            + " is signed offline, and takes the signature.")
final class GoldenSignCommand extends Command {
  @Parameters(
      arity = "1..*",
      paramLabel = "ID|FILE",
      description = "Six or more characters of the ids, or files.")
  private List<String> names = List.of();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your private key, as `assay key new` or `openssl genpkey` wrote it.")
  private String key = "";

  @Option(names = "--yes", description = "Don't ask; for scripts.")
  private boolean yes;

  GoldenSignCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var signing = KeyFiles.read(key, surroundings());
    var answers = Verifier.body();
    var signed = answers.putArray("sets");
    for (var name : names) {
      signed.add(
          Files.isRegularFile(Path.of(name)) ? signFile(name, signing) : send(name, signing));
    }
    if (json()) {
      print(answers);
    }
    return ExitCode.OK;
  }

  private JsonNode send(String name, SigningKey signing) throws CommandFailed {
    try (var verifier = new Verifier(new ConnectionFile(surroundings()).load())) {
      var path = "/golden/" + Verifier.encoded(GoldenSets.of(verifier, "").named(name).id());
      var file = GoldenDocument.of(name, verifier.get(path).toString());
      confirm(file.proposed());
      var signature =
          Base64.getEncoder().encodeToString(Envelope.sign(file.proposed(), signing).toArray());
      var answer = verifier.post(path + "/signatures", Verifier.body().put("signature", signature));
      if (!json()) {
        var set = GoldenSetView.of(new Fields(answer));
        screen()
            .line(
                "Signed as %s. Golden set %s is %s with %s."
                    .formatted(set.signerOf(signature), set.id(), set.state(), set.signed()));
      }
      return answer;
    }
  }

  private JsonNode signFile(String name, SigningKey signing) throws CommandFailed {
    var file = GoldenDocument.read(name, surroundings());
    confirm(file.proposed());
    var signed = file.with(Envelope.sign(file.proposed(), signing));
    GoldenDocument.write(name, signed);
    if (!json()) {
      screen()
          .line(
              "%s now has %d %s; `assay golden import %s` brings it to the verifier."
                  .formatted(
                      name,
                      signed.signatures().size(),
                      signed.signatures().size() == 1 ? "signature" : "signatures",
                      name));
    }
    return Verifier.body().put("id", file.proposed().set().id()).put("file", name);
  }

  private void confirm(ProposedSet proposed) throws CommandFailed {
    if (!json()) {
      ProposalReport.print(proposed, screen());
    }
    if (yes) {
      return;
    }
    screen().remark("Sign it? Type yes:");
    screen().flush();
    if (!answer().strip().equals("yes")) {
      throw new CommandFailed(
          ExitCode.USAGE, "Nothing was signed; type yes, or give --yes in a script.");
    }
  }

  private String answer() throws CommandFailed {
    try {
      var line =
          new BufferedReader(new InputStreamReader(surroundings().input(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new CommandFailed(ExitCode.USAGE, "Your answer can't be read; give --yes.", e);
    }
  }
}
