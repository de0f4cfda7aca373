package dev.assay.verifier.testing;

import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.HostFacts;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.NewAppraisal;
import dev.assay.verifier.service.RecordedFinding;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.store.AppraisalStore;
import dev.assay.verifier.store.MachineStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Many active machines of one board model, as records without TPMs: what they attested is made up
/// here and recorded as any other appraisal is.
public final class SimulatedFleet {
  private static final ServicePolicy POLICY =
      new ServicePolicy(
          Duration.ofMinutes(5), false, OsLayerPolicy.ENFORCE, Duration.ofDays(30), "test");

  private final DataSource source;
  private final BoardModel model;

  public SimulatedFleet(DataSource source, BoardModel model) {
    this.source = source;
    this.model = model;
  }

  /// Enrolls and approves so many.
  public List<MachineId> add(int count) {
    var ids = new ArrayList<MachineId>();
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      confirm(connection);
      try (var machine =
              connection.prepareStatement(
                  """
                  INSERT INTO machine (id, state, board_model, ek_public, ek_standing, ek_software,
                      ek_description, ek_root, ak_name, enrolled_host, host, enrolled_at, decided_by, decided_at)
                  VALUES (?, 'ACTIVE', ?, ?, 'ABSENT', true, '', '', ?, '{}', CAST(? AS jsonb), now(),
                      'a test', now())
                  """);
          var key =
              connection.prepareStatement(
                  "INSERT INTO attestation_key (name, machine_id, public_area, since) VALUES (?, ?,"
                      + " ?, now())")) {
        for (int i = 0; i < count; i++) {
          var id = new MachineId(digest(model.name() + " machine " + i));
          var area = area();
          var name = PublicAreas.parse(area).name().value().toArray();
          machine.setBytes(1, id.value().toArray());
          machine.setString(2, model.name());
          machine.setBytes(3, area.toArray());
          machine.setBytes(4, name);
          machine.setString(
              5, "{\"hostName\": \"node-%04d\", \"biosVersion\": \"2.1\"}".formatted(i));
          machine.addBatch();
          key.setBytes(1, name);
          key.setBytes(2, id.value().toArray());
          key.setBytes(3, area.toArray());
          key.addBatch();
          ids.add(id);
        }
        machine.executeBatch();
        key.executeBatch();
      }
      connection.commit();
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
    return ids;
  }

  private void confirm(Connection connection) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO board_model (name, manufacturer, product, board_version, state, made_by, made_at,
                confirmed_by, confirmed_at)
            VALUES (?, '', '', '', 'CONFIRMED', 'a test', now(), 'a test', now()) ON CONFLICT DO NOTHING
            """)) {
      insert.setString(1, model.name());
      insert.executeUpdate();
    }
  }

  private static Bytes area() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return PublicAreas.ak(PublicAreas.ECDSA)
          .of((ECPublicKey) generator.generateKeyPair().getPublic());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes digest(String text) {
    return HashAlgorithm.SHA256.hash(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).value();
  }

  /// An appraisal with one finding, against one golden set.
  public static void attests(
      MachineStore machines,
      AppraisalStore appraisals,
      MachineId id,
      Verdict verdict,
      String code,
      String goldenSet,
      Instant at) {
    var machine = machines.find(id).orElseThrow();
    var selection = new PcrSelection(List.of());
    var none = new PcrValues(new TreeMap<>());
    var clock = new ClockInfo(1, 1, 0, true);
    var sets = goldenSet.isEmpty() ? List.<String>of() : List.of(goldenSet);
    var proven =
        new Proven(
            clock,
            1,
            none,
            HashAlgorithm.SHA256.hash(Bytes.EMPTY),
            Optional.empty(),
            true,
            Optional.empty(),
            sets);
    boolean recorded =
        appraisals.record(
            new NewAppraisal(
                machine,
                new HostFacts(
                    Map.of(
                        HostFact.HOST_NAME,
                        machine.host().hostName(),
                        HostFact.BIOS_VERSION,
                        "2.1")),
                selection,
                digest("attest " + id + at),
                digest("signature"),
                digest("extra"),
                none,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(proven),
                true,
                Optional.empty(),
                verdict,
                findings(verdict, code),
                POLICY,
                "6f1d2f4e-8f0b-4d2a-9f64-2f3f5f9e6a10",
                1,
                at));
    if (!recorded) {
      throw new AssertionError("the appraisal was not recorded");
    }
  }

  private static List<RecordedFinding> findings(Verdict verdict, String code) {
    var severity =
        switch (verdict) {
          case TRUSTED -> Severity.NOTE;
          case WARNING -> Severity.WARNING;
          case UNKNOWN -> Severity.UNDECIDED;
          case UNTRUSTED -> Severity.VIOLATION;
        };
    return code.isEmpty()
        ? List.of()
        : List.of(
            new RecordedFinding(
                code,
                severity,
                "PCR 0 differs.",
                "",
                OptionalInt.of(0),
                OptionalInt.empty(),
                new TreeMap<>()));
  }
}
