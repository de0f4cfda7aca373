package dev.assay.verifier.wiring;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.audit.Checkpoint;
import dev.assay.audit.Malformed;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.verifier.service.CheckpointKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/// The key that signs checkpoints, in a file, with what it signed last in a file of the data
/// folder. Neither is in the database: whoever writes that can't sign, nor make the verifier
/// forget.
final class FileCheckpointKey implements CheckpointKey {
  static final String KEY = "audit.key";
  static final String LAST = "audit.checkpoint";

  private final Ed25519PrivateKeyParameters key;
  private final Bytes publicKey;
  private final Path lastFile;
  private Optional<Checkpoint> last;

  private FileCheckpointKey(Ed25519PrivateKeyParameters key, Path lastFile) throws IOException {
    this.key = key;
    this.publicKey =
        Bytes.wrap(
            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey())
                .getEncoded());
    this.lastFile = lastFile;
    this.last = Files.exists(lastFile) ? read(lastFile) : Optional.empty();
  }

  /// The key of this file, or the data folder's own, made where there is none yet.
  static FileCheckpointKey open(Path data, Optional<Path> given, SecureRandom random) {
    var file = given.orElse(data.resolve(KEY));
    try {
      if (given.isEmpty() && !Files.exists(file)) {
        var made =
            PrivateKeyInfoFactory.createPrivateKeyInfo(new Ed25519PrivateKeyParameters(random));
        WholeFile.secret(file, Pem.privateKey(made.getEncoded()));
      }
      return new FileCheckpointKey(load(file), data.resolve(LAST));
    } catch (IOException unusable) {
      throw new StartupFailure(
          "The key of the audit log in "
              + file
              + " can't be read or made. Restore it from a backup, or let ASSAY_AUDIT_KEY name a"
              + " PEM file with an Ed25519 key that the verifier can read.",
          unusable);
    }
  }

  private static Ed25519PrivateKeyParameters load(Path file) throws IOException {
    AsymmetricKeyParameter read =
        PrivateKeyFactory.createKey(Pem.privateKey(Files.readString(file)).getEncoded());
    if (read instanceof Ed25519PrivateKeyParameters ed25519) {
      return ed25519;
    }
    throw new IOException("the key is not of Ed25519");
  }

  private Optional<Checkpoint> read(Path file) throws IOException {
    try {
      var signed = SignedCheckpoint.read(Files.readString(file).strip());
      // One by another key is of a time before the key was exchanged: still what this log was.
      var checkpoint = signed.verified();
      if (checkpoint.isPresent()) {
        return checkpoint;
      }
      throw new IOException(file + " holds a checkpoint that nobody signed");
    } catch (Malformed malformed) {
      throw new IOException(file + " holds no checkpoint", malformed);
    }
  }

  @Override
  public SignedCheckpoint sign(Checkpoint checkpoint) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    var bytes = checkpoint.signedBytes();
    signer.update(bytes.toArray(), 0, bytes.length());
    return new SignedCheckpoint(checkpoint, publicKey, Bytes.wrap(signer.generateSignature()));
  }

  @Override
  public synchronized Optional<Checkpoint> last() {
    return last;
  }

  @Override
  public synchronized void remember(SignedCheckpoint checkpoint) {
    try {
      WholeFile.open(lastFile, checkpoint.write() + "\n");
      last = Optional.of(checkpoint.claimed());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
