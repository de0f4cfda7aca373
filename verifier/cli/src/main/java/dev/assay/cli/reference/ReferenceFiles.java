package dev.assay.cli.reference;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.Signers;
import dev.assay.reference.corim.Corim;
import dev.assay.reference.rim.Rim;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A manifest with the files that belong to it.
///
/// @param manifest a base RIM (XML) or a CoRIM (CBOR); which one, its first byte tells
/// @param support the support RIMs of a base RIM
/// @param trusted certificates of signers and of those who vouch for them
public record ReferenceFiles(InputFile manifest, List<InputFile> support, List<InputFile> trusted) {
  public ReferenceFiles {
    support = List.copyOf(support);
    trusted = List.copyOf(trusted);
  }

  /// What the manifest says.
  ///
  /// @throws CommandFailed (2) where it may not be believed
  public ReferenceValues read(Instant time) throws CommandFailed {
    try {
      Bytes bytes = manifest.bytes();
      return isXml(bytes)
          ? Rim.read(bytes, support.stream().map(InputFile::bytes).toList(), signers(), time)
          : Corim.read(bytes, signers(), time);
    } catch (ReferenceRefused e) {
      throw manifest.unusable("is refused: " + e.reason(), e);
    }
  }

  /// CBOR's signed manifests begin with a tag.
  private static boolean isXml(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      switch (bytes.get(i) & 0xFF) {
        case ' ', '\t', '\r', '\n', 0xEF, 0xBB, 0xBF -> {}
        case '<' -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private Signers signers() throws CommandFailed {
    if (trusted.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "Whose word is it? Name the vendor's certificates, up to their root, with --trust.");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (var file : trusted) {
      try {
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file.bytes().toArray()))
            .forEach(certificate -> certificates.add((X509Certificate) certificate));
      } catch (CertificateException e) {
        throw file.unusable("is no certificate in PEM or DER", e);
      }
    }
    return new Signers(certificates);
  }
}
