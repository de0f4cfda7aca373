package dev.assay.appraisal.ima;

import java.util.List;

/// What the data of an entry was decoded to. Decoding never fails: an unknown template and data
/// that its template does not allow are members of the set; their bytes stay in [ImaEntry#data()].
public sealed interface ImaContent {
  /// The fields of a known template, in its order; at least one.
  record Fields(List<ImaField> fields) implements ImaContent {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /// Data of a template that this version does not decode.
  record Opaque() implements ImaContent {}

  /// Data that its template does not allow.
  ///
  /// @param reason for people
  record Malformed(String reason) implements ImaContent {}
}
