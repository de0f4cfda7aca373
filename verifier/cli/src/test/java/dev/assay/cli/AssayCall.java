package dev.assay.cli;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One run of `assay`, at a fixed time, with everything around it chosen by the test.
final class AssayCall {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /// What came of it.
  record Result(int code, String out, String err) {}

  private final Map<String, String> environment = new HashMap<>();
  private final Path home;
  private byte[] input = new byte[0];
  private OptionalInt columns = OptionalInt.empty();

  AssayCall(Path home) {
    this.home = home;
  }

  /// A run that is connected to this verifier by the environment.
  static AssayCall to(AnsweringVerifier verifier, Path home) {
    return new AssayCall(home).connected(verifier.address(), verifier.caCertificate());
  }

  AssayCall connected(String address, String ca) {
    var file = TestFile.write(home.resolve("ca.crt"), ca);
    return with("ASSAY_VERIFIER", address)
        .with("ASSAY_CA", file.toString())
        .with("ASSAY_TOKEN", AnsweringVerifier.TOKEN);
  }

  AssayCall with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  AssayCall typing(byte[] bytes) {
    input = bytes.clone();
    return this;
  }

  AssayCall typing(String text) {
    return typing(text.getBytes(StandardCharsets.UTF_8));
  }

  /// With a terminal of that width, in colours.
  AssayCall onTerminal(int width) {
    columns = OptionalInt.of(width);
    return this;
  }

  Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var screen =
        new Screen(new PrintWriter(out), new PrintWriter(err), columns, columns.isPresent());
    var surroundings =
        new Surroundings(
            environment,
            home,
            new ByteArrayInputStream(input),
            screen,
            InstantSource.fixed(NOW),
            _ -> Optional.empty());
    var code = Assay.run(surroundings, arguments);
    screen.flush();
    return new Result(code, out.toString(), err.toString());
  }
}
