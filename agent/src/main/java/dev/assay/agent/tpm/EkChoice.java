package dev.assay.agent.tpm;

import java.util.List;

/// Which endorsement key a machine is to be known by.
public enum EkChoice {
  /// The first that has a certificate, of ECC P-256, RSA 2048 and ECC P-384; else ECC P-256
  /// without.
  AUTO,
  /// RSA 2048 (template L-1).
  RSA,
  /// ECC P-256 (template L-2).
  ECC,
  /// ECC P-384 (template H-3).
  ECC384;

  /// In order of preference.
  List<EkTemplate> candidates() {
    return switch (this) {
      case AUTO -> List.of(EkTemplate.ECC_P256, EkTemplate.RSA_2048, EkTemplate.ECC_P384);
      case RSA -> List.of(EkTemplate.RSA_2048);
      case ECC -> List.of(EkTemplate.ECC_P256);
      case ECC384 -> List.of(EkTemplate.ECC_P384);
    };
  }
}
