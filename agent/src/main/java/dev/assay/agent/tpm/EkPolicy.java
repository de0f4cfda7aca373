package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import tss.tpm.TPM_CC;

/// Which of the two policies an endorsement key has (TCG EK Credential Profile, section B.6).
///
/// @param alternative whether the key's policy is PolicyB
/// @param secretBranch PolicyA: PolicySecret of the endorsement hierarchy
/// @param otherBranch PolicyC, which platforms may bind to an NV index; needed to name PolicyB only
record EkPolicy(
    HashAlgorithm hash, boolean alternative, ByteString secretBranch, ByteString otherBranch) {

  static EkPolicy of(PublicArea key) throws TpmException {
    HashAlgorithm hash = key.nameAlgorithm();
    ByteString zeros = ByteString.copyFrom(new byte[hash.size()]);
    // Part 3, section 23.4: the entity's name, then the policyRef, which is empty here.
    ByteString secret =
        hash.hash(
            hash.hash(
                zeros,
                new WireWriter().u32(TPM_CC.PolicySecret.toInt()).toBytes(),
                Entity.ENDORSEMENT.name()));
    boolean alternative = !key.policy().equals(secret);
    ByteString other = alternative ? policyC(hash) : ByteString.EMPTY;
    if (alternative && !key.policy().equals(or(hash, secret, other))) {
      throw new TpmException(
          Code.UNSUPPORTED,
          "the endorsement key has a policy that no standard template has; its use is not known");
    }
    return new EkPolicy(hash, alternative, secret, other);
  }

  private static ByteString or(HashAlgorithm hash, ByteString secret, ByteString other) {
    return hash.hash(
        ByteString.copyFrom(new byte[hash.size()]),
        new WireWriter().u32(TPM_CC.PolicyOR.toInt()).toBytes(),
        secret,
        other);
  }

  private static ByteString policyC(HashAlgorithm hash) throws TpmException {
    return ByteString.fromHex(
        switch (hash) {
          case SHA256 -> "3767e2edd43ff45a3a7e1eaefcef78643dca964632e7aad82c673a30d8633fde";
          case SHA384 ->
              "d6032ce61f2fb3c240eb3cf6a33237ef2b6a16f4293c22b4"
                  + "55e261cffd217ad5b4947c2d73e63005eed2dc2b3593d165";
          case SHA512 ->
              throw new TpmException(
                  Code.UNSUPPORTED, "endorsement keys with SHA-512 names are not supported");
        });
  }
}
