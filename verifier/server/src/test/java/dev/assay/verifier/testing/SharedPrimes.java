package dev.assay.verifier.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;

/// RSA-2048 keys for tests, each of two primes out of few: finding primes is what makes RSA keys
/// slow to make, and fourteen of them do for ninety-one keys. Whoever has two such keys can break
/// both.
final class SharedPrimes {
  private static final int PRIME_BITS = 1024;

  private final SecureRandom random = new SecureRandom();
  private final List<BigInteger> primes = new ArrayList<>(List.of(prime()));
  // The newest prime is paired with those before it, one after the other.
  private int partner;

  /// A key that was not given before.
  synchronized KeyPair nextPair() {
    if (partner == primes.size() - 1) {
      primes.add(prime());
      partner = 0;
    }
    return pair(primes.getLast(), primes.get(partner++));
  }

  // With its two highest bits, so that each product has 2048.
  private BigInteger prime() {
    while (true) {
      var start = new BigInteger(PRIME_BITS, random).setBit(PRIME_BITS - 1).setBit(PRIME_BITS - 2);
      var prime = start.nextProbablePrime();
      if (prime.bitLength() == PRIME_BITS
          && coprime(prime.subtract(BigInteger.ONE), RSAKeyGenParameterSpec.F4)) {
        return prime;
      }
    }
  }

  private static boolean coprime(BigInteger one, BigInteger other) {
    return one.gcd(other).equals(BigInteger.ONE);
  }

  private static KeyPair pair(BigInteger p, BigInteger q) {
    var exponent = RSAKeyGenParameterSpec.F4;
    var modulus = p.multiply(q);
    var underP = p.subtract(BigInteger.ONE);
    var underQ = q.subtract(BigInteger.ONE);
    var secret = exponent.modInverse(underP.multiply(underQ));
    try {
      var keys = KeyFactory.getInstance("RSA");
      return new KeyPair(
          keys.generatePublic(new RSAPublicKeySpec(modulus, exponent)),
          keys.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  modulus,
                  exponent,
                  secret,
                  p,
                  q,
                  secret.mod(underP),
                  secret.mod(underQ),
                  q.modInverse(p))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
