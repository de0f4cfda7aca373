package dev.assay.agent.tpm;

import java.security.SecureRandom;
import tss.tpm.TPM2B_DIGEST;
import tss.tpm.TPM2_PolicyOR_REQUEST;
import tss.tpm.TPM2_PolicySecret_REQUEST;
import tss.tpm.TPM2_StartAuthSession_REQUEST;
import tss.tpm.TPMT_SYM_DEF;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_CC;
import tss.tpm.TPM_SE;

/// Permission to use an endorsement key: knowing the authorization of the endorsement hierarchy,
/// which is empty (TCG EK Credential Profile, section B.6: PolicyA, or PolicyB of which it is one
/// branch).
final class PolicySession implements Authorization, AutoCloseable {

  private final TpmConnection connection;
  private final int handle;

  private PolicySession(TpmConnection connection, int handle) {
    this.connection = connection;
    this.handle = handle;
  }

  /// @throws TpmException UNSUPPORTED where the key wants another policy
  static PolicySession toUse(LoadedKey key, TpmConnection connection, SecureRandom random)
      throws TpmException {
    EkPolicy policy = EkPolicy.of(key.publicArea());
    PolicySession session = start(connection, policy.hash(), random);
    try {
      session.secret();
      if (policy.alternative()) {
        session.or(policy);
      }
      return session;
    } catch (TpmException e) {
      try (session) {
        throw e;
      }
    }
  }

  private static PolicySession start(
      TpmConnection connection, HashAlgorithm hash, SecureRandom random) throws TpmException {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    Command command =
        Command.of(
                TPM_CC.StartAuthSession,
                new TPM2_StartAuthSession_REQUEST(
                    Entity.NULL.tss(),
                    Entity.NULL.tss(),
                    nonce,
                    new byte[0],
                    TPM_SE.POLICY,
                    new TPMT_SYM_DEF(),
                    TPM_ALG_ID.fromInt(hash.id())),
                Entity.NULL,
                Entity.NULL)
            .returningHandle();
    return new PolicySession(connection, connection.execute(command).handle());
  }

  private void secret() throws TpmException {
    Entity session = Entity.permanent(handle);
    Command command =
        Command.of(
            TPM_CC.PolicySecret,
            new TPM2_PolicySecret_REQUEST(
                Entity.ENDORSEMENT.tss(), session.tss(), new byte[0], new byte[0], new byte[0], 0),
            Entity.ENDORSEMENT,
            session);
    connection.execute(command, EmptyPassword.INSTANCE);
  }

  private void or(EkPolicy policy) throws TpmException {
    Entity session = Entity.permanent(handle);
    TPM2B_DIGEST[] branches = {
      new TPM2B_DIGEST(policy.secretBranch().toByteArray()),
      new TPM2B_DIGEST(policy.otherBranch().toByteArray())
    };
    connection.execute(
        Command.of(TPM_CC.PolicyOR, new TPM2_PolicyOR_REQUEST(session.tss(), branches), session));
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public void close() throws TpmException {
    connection.flush(handle);
  }
}
