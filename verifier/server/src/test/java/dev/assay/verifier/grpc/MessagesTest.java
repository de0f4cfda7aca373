package dev.assay.verifier.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.Evidence;
import dev.assay.v1.Hello;
import dev.assay.v1.HostFacts;
import dev.assay.v1.Inventory;
import dev.assay.v1.LogAbsent;
import dev.assay.v1.PciDevice;
import dev.assay.v1.PcrBankValues;
import dev.assay.verifier.service.ClaimedEvidence.ClaimedLog;
import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.SentInventory;
import io.grpc.Status;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Every field is held to the contract's limit, and a refusal names it.
class MessagesTest {

  private static final Hello HELLO =
      Hello.newBuilder()
          .setMachineId(bytes(32))
          .setAkName(bytes(34))
          .addActiveBanks(0x000B)
          .setBootId("0a1b2c3d-0000-4000-8000-0123456789ab")
          .build();

  private static final Evidence EVIDENCE =
      Evidence.newBuilder()
          .setAttest(bytes(145))
          .setSignature(bytes(72))
          .addPcrValues(bank(0x000B, 0b11, 64))
          .setLogSha256(bytes(32))
          .build();

  private static final EnrollRequest ENROLL =
      EnrollRequest.newBuilder().setEkPublic(bytes(314)).setAkPublic(bytes(88)).build();

  @Test
  void whatKeepsTheLimitsIsTaken() {
    assertThat(AttestationMessages.hello(HELLO).activeBanks()).containsExactly(0x000B);
    assertThat(AttestationMessages.evidence(EVIDENCE).log()).isInstanceOf(ClaimedLog.Named.class);
    assertThat(EnrollmentMessages.request(ENROLL).ekCertificate()).isEmpty();
  }

  @Test
  void helloIsHeldToItsLimits() {
    refuses(() -> hello(HELLO.toBuilder().setMachineId(bytes(31))), "machine_id");
    refuses(() -> hello(HELLO.toBuilder().setMachineId(bytes(33))), "machine_id");
    refuses(() -> hello(HELLO.toBuilder().clearAkName()), "ak_name");
    refuses(() -> hello(HELLO.toBuilder().setAkName(bytes(67))), "ak_name");
    refuses(() -> hello(HELLO.toBuilder().setBootId("short")), "boot_id");
    refuses(() -> hello(HELLO.toBuilder().clearActiveBanks()), "active_banks");
    refuses(() -> hello(HELLO.toBuilder().addActiveBanks(0x000B)), "active_banks");
    var nine = Collections.nCopies(9, 4);
    refuses(() -> hello(HELLO.toBuilder().clearActiveBanks().addAllActiveBanks(nine)), "banks");
  }

  @Test
  void evidenceIsHeldToItsLimits() {
    refuses(() -> evidence(EVIDENCE.toBuilder().clearAttest()), "attest");
    refuses(() -> evidence(EVIDENCE.toBuilder().setAttest(bytes(2_049))), "attest");
    refuses(() -> evidence(EVIDENCE.toBuilder().setSignature(bytes(1_025))), "signature");
    refuses(() -> evidence(EVIDENCE.toBuilder().setLogSha256(bytes(20))), "log_sha256");
    refuses(() -> evidence(EVIDENCE.toBuilder().clearEventLog()), "event_log");
    refuses(() -> evidence(EVIDENCE.toBuilder().setBootId("x")), "boot_id");
    var chatty = LogAbsent.newBuilder().setReason("x".repeat(257));
    refuses(() -> evidence(EVIDENCE.toBuilder().setLogAbsent(chatty)), "reason");
  }

  @Test
  void inventoryIsHeldToItsLimits() {
    var device = PciDevice.newBuilder().setSlot("0000:03:00.0").setVendor(0x8086);
    var good = Inventory.newBuilder().addPciDevices(device).setSmbiosAbsent("not root");
    assertThat(inventory(good).sha256())
        .isEqualTo(HashAlgorithm.SHA256.hash(Bytes.wrap(good.build().toByteArray())));

    refuses(() -> InventoryMessages.sent(bytes(260_001)), "inventory");
    refuses(() -> InventoryMessages.sent(ByteString.fromHex("0a")), "no serialized Inventory");
    refuses(() -> inventory(good.clone().clearSmbios()), "smbios");
    refuses(() -> inventory(good.clone().setSmbiosTable(bytes(65_537))), "smbios_table");
    refuses(() -> inventory(good.clone().setPciAbsent("none")), "beside pci_devices");
    refuses(() -> inventory(good.clone().addPciDevices(device)), "slot twice");
    refuses(() -> inventory(good.clone().addPciDevices(device.clone().setSlot("x"))), "slot");
    var wide = device.clone().setSlot("0000:04:00.0").setDevice(0x1_0000);
    refuses(() -> inventory(good.clone().addPciDevices(wide)), "device");
    var many = Collections.nCopies(4_097, PciDevice.getDefaultInstance());
    refuses(() -> inventory(good.clone().addAllPciDevices(many)), "at most 4096");
    refuses(() -> evidence(EVIDENCE.toBuilder().setInventorySha256(bytes(31))), "inventory_sha256");
  }

  private static SentInventory inventory(Inventory.Builder inventory) {
    return InventoryMessages.sent(inventory.build().toByteString());
  }

  @Test
  void pcrValuesAreHeldToTheirLimits() {
    var twice = bank(0x000B, 0b1, 32);
    refuses(() -> evidence(EVIDENCE.toBuilder().addPcrValues(twice)), "pcr_values");
    var pcr24 = bank(0x0004, 1 << 24, 20);
    refuses(() -> evidence(EVIDENCE.toBuilder().addPcrValues(pcr24)), "pcr_mask");
    var tooMany = bank(0x0004, 0b1, 65);
    refuses(() -> evidence(EVIDENCE.toBuilder().addPcrValues(tooMany)), "values");
  }

  @Test
  void enrollmentIsHeldToItsLimits() {
    refuses(() -> enroll(ENROLL.toBuilder().clearEkPublic()), "ek_public");
    refuses(() -> enroll(ENROLL.toBuilder().setEkPublic(bytes(1_025))), "ek_public");
    refuses(() -> enroll(ENROLL.toBuilder().setAkPublic(bytes(1_025))), "ak_public");
    refuses(() -> enroll(ENROLL.toBuilder().setEkCertificate(bytes(8_193))), "ek_certificate");
    refuses(() -> enroll(ENROLL.toBuilder().setEkCertificate(bytes(0))), "ek_certificate");
    var nine = Collections.nCopies(9, bytes(10));
    refuses(() -> enroll(ENROLL.toBuilder().addAllEkChain(nine)), "ek_chain");
    var eight = Collections.nCopies(8, bytes(8_192));
    refuses(() -> enroll(ENROLL.toBuilder().addAllEkChain(eight)), "EnrollRequest");
    var host = HostFacts.newBuilder().setBoardSerial("é".repeat(129));
    refuses(() -> enroll(ENROLL.toBuilder().setHost(host)), "boardSerial");
  }

  @Test
  void answerToAChallengeIsHeldToItsLimits() {
    var good = ActivateRequest.newBuilder().setChallengeId(bytes(16)).setSecret(bytes(32)).build();
    assertThat(EnrollmentMessages.secret(good).length()).isEqualTo(32);
    var shortId = good.toBuilder().setChallengeId(bytes(15)).build();
    refuses(() -> EnrollmentMessages.challengeId(shortId), "challenge_id");
    var longSecret = good.toBuilder().setSecret(bytes(65)).build();
    refuses(() -> EnrollmentMessages.secret(longSecret), "secret");
  }

  @Test
  void eachReportedFactKeepsItsPlace() {
    var host = HostFacts.newBuilder();
    HostFacts.getDescriptor()
        .getFields()
        .forEach(field -> host.setField(field, field.getJsonName()));
    var facts = HostMessages.facts(host.build());
    for (var fact : HostFact.values()) {
      assertThat(facts.get(fact)).contains(fact.label());
    }
    assertThat(HostFact.values()).hasSameSizeAs(HostFacts.getDescriptor().getFields());
  }

  private static void refuses(ThrowingCallable call, String field) {
    assertThatThrownBy(call)
        .satisfies(
            refusal -> {
              var status = Status.fromThrowable(refusal);
              assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(status.getDescription()).contains(field);
            });
  }

  private static void hello(Hello.Builder hello) {
    AttestationMessages.hello(hello.build());
  }

  private static void evidence(Evidence.Builder evidence) {
    AttestationMessages.evidence(evidence.build());
  }

  private static void enroll(EnrollRequest.Builder request) {
    EnrollmentMessages.request(request.build());
  }

  private static PcrBankValues bank(int algorithm, int mask, int size) {
    return PcrBankValues.newBuilder()
        .setHashAlgorithm(algorithm)
        .setPcrMask(mask)
        .setValues(bytes(size))
        .build();
  }

  private static ByteString bytes(int size) {
    return ByteString.copyFrom(new byte[size]);
  }
}
