package dev.assay.verifier.testing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.golden.signing.Envelope;
import dev.assay.golden.signing.KeyKind;
import dev.assay.golden.signing.Signer;
import dev.assay.golden.signing.SigningKey;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.SignerBook;
import dev.assay.verifier.service.Signers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A signers' folder that a test fills and empties.
public final class SignersOfTest implements SignerBook {
  private final SecureRandom random = new SecureRandom();
  private final List<Signer> list = new ArrayList<>();
  private final Set<String> revoked = new HashSet<>();
  private int version;

  /// A person with a private key.
  public record Person(Signer signer, SigningKey key) {
    /// What this person's `assay golden sign` sends.
    public Bytes sign(GoldenRecord golden) {
      return Envelope.sign(golden.stored().proposed().orElseThrow(), key);
    }
  }

  /// A person whose key is not in the folder.
  public Person stranger(String name) {
    var pair = SigningKey.generate(KeyKind.ED25519, random);
    return new Person(new Signer(name, pair.verification()), pair.signing());
  }

  /// A person whose key is in the folder.
  public Person add(String name) {
    var person = stranger(name);
    add(person);
    return person;
  }

  public void add(Person person) {
    list.add(person.signer());
    version++;
  }

  public void remove(Person person) {
    list.remove(person.signer());
    version++;
  }

  public void revoke(String goldenSet) {
    revoked.add(goldenSet);
    version++;
  }

  @Override
  public Signers current() {
    return new Signers(Bytes.wrap(new byte[] {(byte) version}), list, revoked);
  }
}
