package dev.assay.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The CA that certifies the endorsement keys of this JVM's software TPMs: swtpm's own local CA,
/// with a root and an issuer, kept in a temporary folder.
final class EkAuthority {

  private static final List<String> SWTPM_SPECIFICATION =
      List.of(
          "--tpm-spec-family=2.0",
          "--tpm-spec-level=0",
          "--tpm-spec-revision=164",
          "--tpm-manufacturer=id:00001014",
          "--tpm-model=swtpm",
          "--tpm-version=id:20191023",
          "--tpm2");

  private static final class Only {
    static final EkAuthority INSTANCE = new EkAuthority();
  }

  private final Path folder = TemporaryFolder.create("assay-ek-ca");

  private EkAuthority() {
    try {
      Files.writeString(
          folder.resolve("localca.conf"),
          """
          statedir = %1$s
          signingkey = %1$s/signkey.pem
          issuercert = %1$s/issuercert.pem
          certserial = %1$s/certserial
          """
              .formatted(folder));
      Files.writeString(
          folder.resolve("localca.options"),
          """
          --platform-manufacturer Assay
          --platform-version 1.0
          --platform-model test
          """);
      Files.writeString(
          setupConfiguration(),
          """
          create_certs_tool = swtpm_localca
          create_certs_tool_config = %1$s/localca.conf
          create_certs_tool_options = %1$s/localca.options
          active_pcr_banks = sha256
          """
              .formatted(folder));
      // The first certificate makes the CA; this one is for nobody.
      Path first = Files.createDirectory(folder.resolve("first"));
      certify(first, "x=" + "11".repeat(32) + ",y=" + "22".repeat(32) + ",id=secp256r1");
      Files.writeString(
          certificates(),
          Files.readString(folder.resolve("swtpm-localca-rootca-cert.pem"))
              + Files.readString(folder.resolve("issuercert.pem")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EkAuthority instance() {
    return Only.INSTANCE;
  }

  /// For `swtpm_setup --config`.
  Path setupConfiguration() {
    return folder.resolve("swtpm_setup.conf");
  }

  /// PEM: the root's certificate, then the issuer's.
  Path certificates() {
    return folder.resolve("ek-ca.pem");
  }

  /// A certificate for an endorsement key on P-256.
  ///
  /// @return X.509 DER
  byte[] certifyP256(Path scratch, byte[] x, byte[] y) {
    HexFormat hex = HexFormat.of();
    return certify(scratch, "x=" + hex.formatHex(x) + ",y=" + hex.formatHex(y) + ",id=secp256r1");
  }

  private byte[] certify(Path scratch, String key) {
    List<String> command = new ArrayList<>(List.of("swtpm_localca", "--type", "ek"));
    command.addAll(List.of("--ek", key, "--dir", scratch.toString()));
    command.addAll(List.of("--configfile", folder.resolve("localca.conf").toString()));
    command.addAll(List.of("--optsfile", folder.resolve("localca.options").toString()));
    command.addAll(SWTPM_SPECIFICATION);
    Commands.run(scratch, Map.of(), command);
    try {
      return Files.readAllBytes(scratch.resolve("ek.cert"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
