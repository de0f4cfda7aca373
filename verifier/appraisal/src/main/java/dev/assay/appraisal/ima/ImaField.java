package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A field of an entry's template data.
public sealed interface ImaField {

  /// What a file, a buffer or the firmware's PCRs hashed to (fields d, d-ng, d-ngv2), or the part
  /// of a file that its appended signature signs (d-modsig).
  ///
  /// @param kind "ima" or, for the root of a Merkle tree, "verity"; "" where the field doesn't say
  /// @param algorithm as the kernel names it, as in "sha256"; "sha1" for field d
  /// @param value of any length: the kernel knows algorithms that no TPM has
  record FileDigest(String kind, String algorithm, Bytes value) implements ImaField {
    /// The digest, where a TPM knows its algorithm and its length is right.
    public Optional<Digest> digest() {
      String label = algorithm.toLowerCase(Locale.ROOT).replace('-', '_');
      return HashAlgorithm.ofLabel(label.equals("sm3") ? "sm3_256" : label)
          .filter(known -> known.size() == value.length())
          .map(known -> new Digest(known, value));
    }
  }

  /// The file's path or the event's name (fields n, n-ng). The kernel writes '_' for each space.
  ///
  /// @param value without its terminating NUL; may be anything but NUL, and UTF-8 or not
  record Name(Bytes value) implements ImaField {}

  /// A file's signature from its extended attributes (fields sig, evmsig), or none.
  ///
  /// @param value of the attribute, empty where the file has none
  /// @param header what its head says, where it has the form of a signature
  record Signature(Bytes value, Optional<SignatureHeader> header) implements ImaField {}

  /// The head of a signature (struct signature_v2_hdr of the kernel).
  ///
  /// @param type 3 of the file's digest, 5 portable EVM, 6 of an fs-verity digest
  /// @param version 2 or 3
  /// @param hash the kernel's number of the hash algorithm
  /// @param keyId the last four bytes of the key's subject key identifier
  record SignatureHeader(int type, int version, int hash, Bytes keyId) {}

  /// The signature appended to a file, PKCS #7 (field modsig), or none.
  record AppendedSignature(Bytes value) implements ImaField {}

  /// The measured bytes themselves: a key, a kernel command line, a policy (field buf).
  record Buffer(Bytes value) implements ImaField {}

  /// The names of the extended attributes that EVM protects (field xattrnames).
  record AttributeNames(List<String> names) implements ImaField {
    public AttributeNames {
      names = List.copyOf(names);
    }
  }

  /// The lengths of these attributes' values, in bytes (field xattrlengths).
  record AttributeLengths(List<Long> lengths) implements ImaField {
    public AttributeLengths {
      lengths = List.copyOf(lengths);
    }
  }

  /// These attributes' values, one after the other (field xattrvalues).
  record AttributeValues(Bytes value) implements ImaField {}

  /// Owner, group or mode of the file (fields iuid, igid, imode); empty where there was no file.
  ///
  /// @param id "iuid", "igid" or "imode"
  record InodeNumber(String id, Optional<Long> value) implements ImaField {}
}
