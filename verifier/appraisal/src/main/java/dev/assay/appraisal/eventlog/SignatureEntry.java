package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.util.Optional;

/// An EFI_SIGNATURE_DATA: an entry of a Secure Boot database, or one that an image was started by
/// (UEFI, section "Signature Database").
///
/// @param owner who put it there; empty where a boot loader logs the data alone
public record SignatureEntry(Optional<Guid> owner, SignatureData data) {
  /// An entry that an image was started by. Nothing says which type of list it is from, so hashes
  /// are known by their size.
  static SignatureEntry ofAuthority(Guid owner, Bytes data) {
    return new SignatureEntry(
        Optional.of(owner),
        SignatureType.ofHashSize(data.length())
            .<SignatureData>map(algorithm -> SignatureType.hash(algorithm, data))
            .orElseGet(() -> CertificateDecoder.decode(data)));
  }
}
