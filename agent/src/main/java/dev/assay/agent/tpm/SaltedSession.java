package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tss.tpm.TPM2_StartAuthSession_REQUEST;
import tss.tpm.TPMT_SYM_DEF;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_CC;
import tss.tpm.TPM_SE;

/// A session that only this program and the TPM holding a certain key can speak in: its secret went
/// to the TPM encrypted to that key. It authenticates a command and its response, and encrypts the
/// first parameter of each, so that nothing on the TPM's bus can read or alter them unnoticed (TPM
/// 2.0 Part 1, sections 19.6 and 21). It authorizes keys whose authorization value is empty.
final class SaltedSession implements Authorization, AutoCloseable {

  private static final HashAlgorithm HASH = HashAlgorithm.SHA256;
  private static final int KEY_BITS = 128;
  private static final int BLOCK_BITS = 128;
  private static final int NONCE_SIZE = 32;

  /// TPMA_SESSION: the TPM decrypts the first parameter of the command, and encrypts that of the
  /// response.
  private static final int DECRYPT_AND_ENCRYPT = 0x20 | 0x40;

  private static final int ATTRIBUTES = CONTINUE_SESSION | DECRYPT_AND_ENCRYPT;

  private final TpmConnection connection;
  private final SecureRandom random;
  private final int handle;
  private final ByteString sessionKey;
  private ByteString nonceTpm;
  private ByteString nonceCaller;

  private SaltedSession(
      TpmConnection connection,
      SecureRandom random,
      int handle,
      ByteString sessionKey,
      ByteString nonceTpm,
      ByteString nonceCaller) {
    this.connection = connection;
    this.random = random;
    this.handle = handle;
    this.sessionKey = sessionKey;
    this.nonceTpm = nonceTpm;
    this.nonceCaller = nonceCaller;
  }

  /// Starts a session with the TPM that holds `key`.
  ///
  /// @param key a decryption key that is loaded; its public area must come from where it is
  ///   trusted, not from the bus just now
  static SaltedSession start(TpmConnection connection, LoadedKey key, SecureRandom random)
      throws TpmException {
    Salt salt = Salt.to(key.publicArea(), random);
    ByteString nonceCaller = randomBytes(random);
    Command command =
        Command.of(
                TPM_CC.StartAuthSession,
                new TPM2_StartAuthSession_REQUEST(
                    key.entity().tss(),
                    Entity.NULL.tss(),
                    nonceCaller.toByteArray(),
                    salt.encrypted().toByteArray(),
                    TPM_SE.HMAC,
                    new TPMT_SYM_DEF(TPM_ALG_ID.AES, KEY_BITS, TPM_ALG_ID.CFB),
                    TPM_ALG_ID.SHA256),
                key.entity(),
                Entity.NULL)
            .returningHandle();
    Response response = connection.execute(command);
    WireReader in = response.reader(command);
    ByteString nonceTpm = in.sized();
    in.expectEnd();
    ByteString sessionKey =
        KeyDerivation.kdfa(HASH, salt.secret(), "ATH", nonceTpm, nonceCaller, HASH.size() * 8);
    return new SaltedSession(
        connection, random, response.handle(), sessionKey, nonceTpm, nonceCaller);
  }

  private static ByteString randomBytes(SecureRandom random) {
    byte[] bytes = new byte[NONCE_SIZE];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  @Override
  public int handle() {
    return handle;
  }

  /// Encrypts the first parameter of the next command, under a new nonce.
  ByteString protect(ByteString parameters) throws TpmException {
    nonceCaller = randomBytes(random);
    return crypt(Cipher.ENCRYPT_MODE, parameters, nonceCaller, nonceTpm);
  }

  /// This session's entry in the authorization area of the command that [#protect] was called for.
  ///
  /// @param parameters as they go to the TPM
  ByteString entry(Command command, ByteString parameters) {
    WireWriter hashed = new WireWriter().u32(command.code());
    command.entities().forEach(entity -> hashed.bytes(entity.name()));
    ByteString cpHash = HASH.hash(hashed.toBytes(), parameters);
    return Authorization.entry(
        handle, nonceCaller, ATTRIBUTES, hmac(cpHash, nonceCaller, nonceTpm, ATTRIBUTES));
  }

  /// Checks the TPM's authorization of its response, then decrypts the first parameter.
  ///
  /// @param parameters as the TPM sent them
  /// @throws TpmException INTEGRITY where the TPM did not send this
  ByteString open(
      Command command,
      ByteString parameters,
      ByteString newNonceTpm,
      int attributes,
      ByteString hmac)
      throws TpmException {
    ByteString rpHash =
        HASH.hash(new WireWriter().u32(0).u32(command.code()).toBytes(), parameters);
    ByteString expected = hmac(rpHash, newNonceTpm, nonceCaller, attributes);
    if (attributes != ATTRIBUTES
        || !MessageDigest.isEqual(expected.toByteArray(), hmac.toByteArray())) {
      throw new TpmException(
          Code.INTEGRITY,
          "TPM bus integrity: the response to "
              + command.label()
              + " is not what the TPM of this endorsement key sent. Have the machine inspected");
    }
    nonceTpm = newNonceTpm;
    return crypt(Cipher.DECRYPT_MODE, parameters, nonceTpm, nonceCaller);
  }

  private ByteString hmac(ByteString hash, ByteString newer, ByteString older, int attributes) {
    return HASH.hmac(
        sessionKey, hash, newer, older, ByteString.copyFrom(new byte[] {(byte) attributes}));
  }

  /// Part 1, section 21.3: CFB over the contents of the first parameter, its size stays readable.
  private ByteString crypt(int mode, ByteString parameters, ByteString newer, ByteString older)
      throws TpmException {
    WireReader in = new WireReader(parameters, "an encrypted parameter");
    ByteString first = in.sized();
    ByteString derived =
        KeyDerivation.kdfa(HASH, sessionKey, "CFB", newer, older, KEY_BITS + BLOCK_BITS);
    byte[] key = derived.substring(0, KEY_BITS / 8).toByteArray();
    byte[] vector = derived.substring(KEY_BITS / 8).toByteArray();
    try {
      Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
      ByteString changed = ByteString.copyFrom(cipher.doFinal(first.toByteArray()));
      return new WireWriter().sized(changed).bytes(in.rest()).toBytes();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES/CFB", e);
    }
  }

  @Override
  public void close() throws TpmException {
    connection.flush(handle);
  }
}
