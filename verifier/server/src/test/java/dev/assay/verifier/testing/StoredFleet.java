package dev.assay.verifier.testing;

import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.HostFacts;
import dev.assay.verifier.service.Machine;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.NewAppraisal;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.Witness;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.store.AppraisalStore;
import dev.assay.verifier.store.AuditStore;
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.MachineStore;
import dev.assay.verifier.store.QuarantineLedger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Many machines, laid into the database as enrollment and approval leave them, and their
/// appraisals through the store. No TPM takes part: this is for what the store counts.
public final class StoredFleet {
  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final ServicePolicy POLICY =
      new ServicePolicy(
          Duration.ofMinutes(5), false, OsLayerPolicy.ENFORCE, Duration.ofDays(30), "test");

  private final DataSource source;
  private final Database database;
  private final Bytes ek = SoftwareEk.of("of the stored fleet").publicArea();

  public StoredFleet(DataSource source) {
    this.source = source;
    this.database = new Database(source);
  }

  /// An ACTIVE machine of this model that has not attested.
  public Machine active(String name, BoardModel model) {
    var id = HashAlgorithm.SHA256.hash(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8))).value();
    return active(name, new MachineId(id), ek, newAk(), model);
  }

  /// This one, ACTIVE under this model, before it attested.
  public Machine active(TestMachine machine, BoardModel model) {
    return active(
        machine.host().hostName(), machine.id(), machine.ekPublic(), machine.parsedAk(), model);
  }

  private Machine active(
      String name, MachineId id, Bytes ekPublic, TpmPublic ak, BoardModel model) {
    try (var connection = source.getConnection();
        var insert =
            connection.prepareStatement(
                """
                WITH model AS (
                    INSERT INTO board_model (name, manufacturer, product, board_version, state, made_by,
                        made_at, confirmed_by, confirmed_at)
                    VALUES (?, '', '', '', 'CONFIRMED', 'olga', now(), 'olga', now())
                    ON CONFLICT DO NOTHING),
                machine AS (
                    INSERT INTO machine (id, state, board_model, ek_public, ek_standing, ek_software,
                        ek_description, ek_root, ak_name, enrolled_host, host, enrolled_at, decided_by, decided_at)
                    VALUES (?, 'ACTIVE', ?, ?, 'ABSENT', false, '', '', ?,
                        jsonb_build_object('hostName', ?), jsonb_build_object('hostName', ?), now(), 'olga', now())
                    RETURNING id, ak_name)
                INSERT INTO attestation_key (name, machine_id, public_area, since)
                SELECT ak_name, id, ?, now() FROM machine
                """)) {
      insert.setString(1, model.name());
      insert.setBytes(2, id.value().toArray());
      insert.setString(3, model.name());
      insert.setBytes(4, ekPublic.toArray());
      insert.setBytes(5, ak.name().value().toArray());
      insert.setString(6, name);
      insert.setString(7, name);
      insert.setBytes(8, ak.raw().toArray());
      insert.executeUpdate();
    } catch (SQLException failed) {
      throw new AssertionError(name, failed);
    }
    return new MachineStore(database).find(id).orElseThrow();
  }

  /// Records that the machine attested with this log, by which it is counted.
  public void record(Machine machine, Bytes log, Witness witness) {
    boolean recorded =
        new AppraisalStore(
                database,
                new QuarantineLedger(
                    QuarantinePolicies.of(QuarantinePolicy.SAFE),
                    BlastRadius.SAFE,
                    new AuditStore(database, new SettableClock())))
            .record(
                new NewAppraisal(
                    machine,
                    HostFacts.NONE,
                    PcrSelection.of(List.of(HashAlgorithm.SHA256), PcrSelection.DEFAULT_MASK),
                    Bytes.fromHex("00"),
                    Bytes.fromHex("00"),
                    Bytes.fromHex("00"),
                    PcrValues.EMPTY,
                    Optional.of(witness.logSha256()),
                    Optional.of(log),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(witness),
                    Verdict.UNKNOWN,
                    List.of(),
                    POLICY,
                    TestMachine.BOOT_ID,
                    60_000,
                    AT));
    if (!recorded) {
      throw new AssertionError(machine.id() + " was not recorded");
    }
  }

  private static TpmPublic newAk() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var key = (ECPublicKey) generator.generateKeyPair().getPublic();
      return PublicAreas.parse(PublicAreas.ak(PublicAreas.ECDSA).of(key));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
