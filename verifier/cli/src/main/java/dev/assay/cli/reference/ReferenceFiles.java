package dev.assay.cli.reference;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.manifest.ManifestFiles;
import java.time.Instant;
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
      requireCertificates();
      return new ManifestFiles(manifest.bytes(), bytes(support), bytes(trusted)).read(time);
    } catch (ReferenceRefused e) {
      throw manifest.unusable("is refused: " + e.reason(), e);
    }
  }

  private void requireCertificates() throws CommandFailed {
    if (trusted.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "Whose word is it? Name the vendor's certificates, up to their root, with --trust.");
    }
    for (var file : trusted) {
      try {
        new ManifestFiles(Bytes.EMPTY, List.of(), List.of(file.bytes())).certificates();
      } catch (ReferenceRefused e) {
        throw file.unusable("is no certificate in PEM or DER", e);
      }
    }
  }

  private static List<Bytes> bytes(List<InputFile> files) {
    return files.stream().map(InputFile::bytes).toList();
  }
}
