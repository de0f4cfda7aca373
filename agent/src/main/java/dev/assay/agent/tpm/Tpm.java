package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tss.tpm.TPM2B_PRIVATE;
import tss.tpm.TPM2_ActivateCredential_REQUEST;
import tss.tpm.TPM2_Create_REQUEST;
import tss.tpm.TPM2_Load_REQUEST;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPMS_SENSITIVE_CREATE;
import tss.tpm.TPM_CC;

/// The machine's TPM 2.0.
///
/// Nothing is held between calls: each one connects, works, removes what it loaded and disconnects,
/// so that other programs can use the TPM, and a TPM daemon that was restarted needs no reopening.
/// One object serves the process for its life, from any thread; calls wait for each other. At most
/// two transient objects and two sessions are in the TPM at any moment.
public final class Tpm implements AutoCloseable {

  private final Transport.Opener opener;
  private final SecureRandom random = new SecureRandom();
  private final EndorsementKeys endorsementKeys = new EndorsementKeys();
  private List<PcrBankDigests> lastValues = List.of();
  private volatile @Nullable TpmConnection current;
  private volatile boolean closed;

  Tpm(Transport.Opener opener) {
    this.opener = opener;
  }

  /// The TPM at `address`; whether one answers there, the first call says.
  public static Tpm at(TpmAddress address) {
    return new Tpm(Transport.to(address));
  }

  /// Makes sure that a TPM 2.0 answers at `address`.
  public static Tpm open(TpmAddress address) throws TpmException {
    Tpm tpm = at(address);
    tpm.properties();
    return tpm;
  }

  /// What the TPM says it is.
  public TpmProperties properties() throws TpmException {
    return connected(TpmProperties::read);
  }

  /// The PCR banks that have PCRs allocated, with all of those, in the TPM's order.
  public List<PcrBank> activeBanks() throws TpmException {
    return connected(Capabilities::banks);
  }

  /// The endorsement key of `choice` with its certificates. The TPM derives it anew, which can take
  /// a hardware TPM seconds.
  public EndorsementKey endorsementKey(EkChoice choice) throws TpmException {
    return connected(connection -> endorsementKeys.read(connection, choice));
  }

  /// Makes a new attestation key under `ek`. It is nowhere but in the object that is returned.
  public AttestationKey createAttestationKey(EndorsementKey ek, AkScheme scheme)
      throws TpmException {
    return connected(
        connection -> {
          try (LoadedKey parent = endorsementKeys.load(connection, ek.template(), ek.area());
              SaltedSession session = SaltedSession.start(connection, parent, random);
              PolicySession policy = PolicySession.toUse(parent, connection, random)) {
            Command command =
                Command.of(
                    TPM_CC.Create,
                    new TPM2_Create_REQUEST(
                        parent.entity().tss(),
                        new TPMS_SENSITIVE_CREATE(),
                        new RawPublic(scheme.template()),
                        new byte[0],
                        new TPMS_PCR_SELECTION[0]),
                    parent.entity());
            WireReader in = connection.execute(command, policy, session).reader(command);
            ByteString wrapped = in.sized();
            PublicArea area = PublicArea.parse(in.sized(), "the attestation key");
            return new AttestationKey(ek.template(), ek.area(), area, wrapped);
          }
        });
  }

  /// Makes sure that this TPM can use `key`.
  ///
  /// @throws TpmException OTHER_TPM where the key is of another TPM
  public void check(AttestationKey key) throws TpmException {
    connected(key, (_, _, _, _) -> true);
  }

  /// Releases the secret of a credential that was made for this endorsement key and attestation
  /// key.
  ///
  /// @param credentialBlob TPM2B_ID_OBJECT, with its size
  /// @param encryptedSecret TPM2B_ENCRYPTED_SECRET, with its size
  /// @throws TpmException OTHER_TPM where the credential was made for other keys
  public ByteString activateCredential(
      AttestationKey key, ByteString credentialBlob, ByteString encryptedSecret)
      throws TpmException {
    ByteString credential = unsized(credentialBlob, "the credential");
    ByteString secret = unsized(encryptedSecret, "the credential's encrypted secret");
    return connected(
        key,
        (connection, ek, ak, session) -> {
          try (PolicySession policy = PolicySession.toUse(ek, connection, random)) {
            Command command =
                Command.of(
                    TPM_CC.ActivateCredential,
                    new TPM2_ActivateCredential_REQUEST(
                        ak.entity().tss(),
                        ek.entity().tss(),
                        new RawIdObject(credential),
                        secret.toByteArray()),
                    ak.entity(),
                    ek.entity());
            WireReader in = connection.execute(command, session, policy).reader(command);
            ByteString released = in.sized();
            in.expectEnd();
            return released;
          }
        });
  }

  private static ByteString unsized(ByteString sized, String what) throws TpmException {
    WireReader in = new WireReader(sized, what);
    ByteString content = in.sized();
    in.expectEnd();
    return content;
  }

  /// Quotes PCRs, and reads their values so that they are those of the quote.
  ///
  /// @param extraData what the signature is to cover besides, at most 32 bytes
  /// @param selection bank by bank, in the order in which the quote is to have them
  public Quote quote(AttestationKey key, ByteString extraData, List<PcrBank> selection)
      throws TpmException {
    return connected(
        key,
        (connection, _, ak, session) -> {
          Quote quote =
              new Quoting(connection, ak, session)
                  .quote(extraData, selection, remembered(selection));
          lastValues = quote.values();
          return quote;
        });
  }

  private List<PcrBankDigests> remembered(List<PcrBank> selection) {
    List<PcrBank> had =
        lastValues.stream().map(last -> new PcrBank(last.algorithm(), last.mask())).toList();
    return had.equals(selection) ? lastValues : List.of();
  }

  /// Makes the call that is under way fail, and every later one.
  @Override
  public void close() {
    closed = true;
    TpmConnection connection = current;
    if (connection != null) {
      connection.abort();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(TpmConnection connection) throws TpmException;
  }

  @FunctionalInterface
  private interface KeyWork<T> {
    T with(TpmConnection connection, LoadedKey ek, LoadedKey ak, SaltedSession session)
        throws TpmException;
  }

  private synchronized <T> T connected(Work<T> work) throws TpmException {
    try (TpmConnection connection = new TpmConnection(new PatientTransport(opener.open()))) {
      current = connection;
      if (closed) {
        throw new TpmException(Code.DROPPED, "the TPM was closed");
      }
      return work.with(connection);
    } finally {
      current = null;
    }
  }

  private <T> T connected(AttestationKey key, KeyWork<T> work) throws TpmException {
    return connected(
        connection -> {
          try (LoadedKey ek = endorsementKeys.load(connection, key.ekTemplate(), key.ekArea());
              SaltedSession session = SaltedSession.start(connection, ek, random);
              LoadedKey ak = load(connection, key, ek, session)) {
            return work.with(connection, ek, ak, session);
          }
        });
  }

  private LoadedKey load(
      TpmConnection connection, AttestationKey key, LoadedKey ek, SaltedSession session)
      throws TpmException {
    Command command =
        Command.of(
                TPM_CC.Load,
                new TPM2_Load_REQUEST(
                    ek.entity().tss(),
                    new TPM2B_PRIVATE(key.wrapped().toByteArray()),
                    new RawPublic(key.publicArea())),
                ek.entity())
            .returningHandle();
    try (PolicySession policy = PolicySession.toUse(ek, connection, random)) {
      int handle = connection.execute(command, policy, session).handle();
      return new LoadedKey(connection, handle, key.area());
    }
  }
}
