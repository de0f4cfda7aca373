package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tss.tpm.TPM2_ContextSave_REQUEST;
import tss.tpm.TPM2_CreatePrimary_REQUEST;
import tss.tpm.TPM2_ReadPublic_REQUEST;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPMS_SENSITIVE_CREATE;
import tss.tpm.TPM_CC;

/// The endorsement keys of one TPM: reads them for enrolling, and loads the one that is known.
///
/// Deriving a key anew can take a hardware TPM seconds. A persistent copy is used where somebody
/// keeps one; else the first derivation is saved as a context in this process's memory, which the
/// TPM takes back until its next reset.
final class EndorsementKeys {

  private static final int FIRST_PERSISTENT = 0x8101_0000;
  private static final int LAST_PERSISTENT = 0x8101_FFFF;

  /// Where the key was found last.
  private sealed interface Place {
    record Persistent(int handle) implements Place {}

    record Saved(PublicArea key, ByteString context) implements Place {}
  }

  private @Nullable Place place;

  /// Reads the endorsement key of `choice`, with its certificates.
  EndorsementKey read(TpmConnection connection, EkChoice choice) throws TpmException {
    EkCertificates certificates = EkCertificates.in(connection);
    EkTemplate template =
        choice.candidates().stream()
            .filter(candidate -> certificates.has(candidate.certificateIndex()))
            .findFirst()
            .orElse(choice.candidates().getFirst());
    Optional<ByteString> certificate = certificates.read(template.certificateIndex());
    List<ByteString> chain = certificate.isPresent() ? certificates.chain() : List.of();
    try (LoadedKey key = create(connection, template, certificates)) {
      return new EndorsementKey(template, key.publicArea(), certificate, chain);
    }
  }

  /// Loads the key whose public area is known from enrollment.
  ///
  /// @throws TpmException OTHER_TPM where this TPM has another
  LoadedKey load(TpmConnection connection, EkTemplate template, PublicArea known)
      throws TpmException {
    Optional<LoadedKey> found = fromLastPlace(connection, known);
    if (found.isEmpty()) {
      found = fromPersistent(connection, known);
    }
    return found.isPresent() ? found.get() : derive(connection, template, known);
  }

  private Optional<LoadedKey> fromLastPlace(TpmConnection connection, PublicArea known)
      throws TpmException {
    try {
      return switch (place) {
        case null -> Optional.empty();
        case Place.Persistent(int handle) when holds(connection, handle, known) ->
            Optional.of(new LoadedKey(connection, handle, known));
        case Place.Persistent _ -> Optional.empty();
        case Place.Saved(PublicArea key, ByteString context) when key.equals(known) -> {
          Command command =
              new Command(TPM_CC.ContextLoad.toInt(), "TPM2_ContextLoad", List.of(), context, true);
          int handle = connection.execute(command).handle();
          yield Optional.of(new LoadedKey(connection, handle, known));
        }
        case Place.Saved _ -> Optional.empty();
      };
    } catch (TpmException e) {
      place = null;
      if (e.responseCode().isEmpty()) {
        throw e;
      }
      return Optional.empty(); // it was evicted, or the TPM was reset
    }
  }

  private Optional<LoadedKey> fromPersistent(TpmConnection connection, PublicArea known)
      throws TpmException {
    for (int handle : Capabilities.handles(connection, FIRST_PERSISTENT, LAST_PERSISTENT)) {
      if (holds(connection, handle, known)) {
        place = new Place.Persistent(handle);
        return Optional.of(new LoadedKey(connection, handle, known));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(TpmConnection connection, int handle, PublicArea known)
      throws TpmException {
    Entity unnamed = Entity.permanent(handle);
    Command command =
        Command.of(TPM_CC.ReadPublic, new TPM2_ReadPublic_REQUEST(unnamed.tss()), unnamed);
    return connection.execute(command).reader(command).sized().equals(known.raw());
  }

  private LoadedKey derive(TpmConnection connection, EkTemplate template, PublicArea known)
      throws TpmException {
    LoadedKey key = create(connection, template, EkCertificates.in(connection));
    try {
      if (!key.publicArea().equals(known)) {
        throw new TpmException(
            Code.OTHER_TPM,
            "this TPM's endorsement key is not the enrolled one: the state folder belongs to"
                + " another machine, or the TPM was replaced or given a new seed. Enroll again");
      }
      place = new Place.Saved(known, save(connection, key));
      return key;
    } catch (TpmException e) {
      try (key) {
        throw e;
      }
    }
  }

  private static ByteString save(TpmConnection connection, LoadedKey key) throws TpmException {
    Command command =
        Command.of(
            TPM_CC.ContextSave, new TPM2_ContextSave_REQUEST(key.entity().tss()), key.entity());
    return connection.execute(command).parameters();
  }

  private static LoadedKey create(TpmConnection connection, EkTemplate template, EkCertificates nv)
      throws TpmException {
    Command command =
        Command.of(
                TPM_CC.CreatePrimary,
                new TPM2_CreatePrimary_REQUEST(
                    Entity.ENDORSEMENT.tss(),
                    new TPMS_SENSITIVE_CREATE(),
                    new RawPublic(provisioned(template, nv)),
                    new byte[0],
                    new TPMS_PCR_SELECTION[0]),
                Entity.ENDORSEMENT)
            .returningHandle();
    Response response = connection.execute(command, Authorization.EmptyPassword.INSTANCE);
    try {
      // What follows the public area tells how it was created, which we know.
      ByteString area = response.reader(command).sized();
      return new LoadedKey(
          connection, response.handle(), PublicArea.parse(area, "the endorsement key"));
    } catch (TpmException e) {
      connection.flush(response.handle());
      throw e;
    }
  }

  /// The template that the TPM's maker put into NV memory, else the standard one.
  private static ByteString provisioned(EkTemplate template, EkCertificates nv)
      throws TpmException {
    Optional<Integer> index = template.templateIndex();
    Optional<ByteString> area = index.isPresent() ? nv.read(index.get()) : Optional.empty();
    if (area.isEmpty()) {
      return template.publicArea();
    }
    Optional<ByteString> nonce = nv.read(index.get() - 1);
    return nonce.isEmpty()
        ? area.get()
        : PublicArea.parse(area.get(), "the template in NV memory")
            .withUnique(template.uniqueOf(nonce.get()));
  }
}
