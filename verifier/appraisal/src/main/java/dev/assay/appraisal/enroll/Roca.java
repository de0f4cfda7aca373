package dev.assay.appraisal.enroll;

import java.math.BigInteger;
import java.util.List;

/// Recognises RSA moduli of the flawed Infineon library (ROCA, CVE-2017-15361; Nemec et al., CCS
/// 2017, section 2): their primes are k·M + (65537^a mod M) with M a product of small primes, so
/// that the modulus is a power of 65537 modulo each of these. One in 2^27 other moduli or fewer
/// looks the same.
final class Roca {
  static final String REASON = "its modulus has the mark of the ROCA flaw (CVE-2017-15361)";

  private static final int GENERATOR = 65537;

  // The first 39 primes: M of the smallest keys, and a factor of M of all larger ones.
  private static final List<Integer> PRIMES =
      List.of(
          2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
          89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167);

  private Roca() {}

  static boolean suspects(BigInteger modulus) {
    return PRIMES.stream()
        .allMatch(prime -> isPower(modulus.mod(BigInteger.valueOf(prime)).intValueExact(), prime));
  }

  private static boolean isPower(int residue, int prime) {
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * (GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }
}
