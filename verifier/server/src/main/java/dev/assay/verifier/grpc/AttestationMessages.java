package dev.assay.verifier.grpc;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.Challenge;
import dev.assay.v1.Evidence;
import dev.assay.v1.Failure;
import dev.assay.v1.Finding;
import dev.assay.v1.PcrBankSelection;
import dev.assay.v1.PcrBankValues;
import dev.assay.verifier.service.ClaimedEvidence;
import dev.assay.verifier.service.ClaimedEvidence.BankValues;
import dev.assay.verifier.service.ClaimedEvidence.ClaimedLog;
import dev.assay.verifier.service.Hello;
import dev.assay.verifier.service.IssuedChallenge;
import dev.assay.verifier.service.Receipt;
import dev.assay.verifier.service.RecordedFinding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The messages of an attestation stream, checked against the contract's limits, to and from the
/// domain's types.
final class AttestationMessages {

  private static final int ID_SIZE = 32;
  private static final int NAME_LIMIT = 66;
  private static final int BANK_LIMIT = 8;
  private static final int ATTEST_LIMIT = 2_048;
  private static final int SIGNATURE_LIMIT = 1_024;
  private static final int ALL_PCRS = 0xFF_FFFF;
  private static final int LARGEST_DIGEST = 64;
  private static final int ABSENT_REASON_LIMIT = 256;
  private static final int FAILURE_LIMIT = 1_024;
  private static final Pattern BOOT_ID = Pattern.compile("(?:[0-9a-fA-F-]{36})?");

  private AttestationMessages() {}

  static Hello hello(dev.assay.v1.Hello hello) {
    return new Hello(
        Fields.exactly(ID_SIZE, hello.getMachineId(), "hello.machine_id"),
        Fields.atMost(NAME_LIMIT, hello.getAkName(), "hello.ak_name"),
        bootId(hello.getBootId(), "hello.boot_id"),
        banks(hello.getActiveBanksList()),
        HostMessages.facts(hello.getHost()),
        hello.getUptimeMillis());
  }

  private static List<Integer> banks(List<Integer> banks) {
    if (banks.isEmpty() || banks.size() > BANK_LIMIT) {
      throw Faults.invalid(
          "hello.active_banks", "%d banks, must be 1 to %d".formatted(banks.size(), BANK_LIMIT));
    }
    if (new HashSet<>(banks).size() != banks.size()) {
      throw Faults.invalid("hello.active_banks", "names a bank twice");
    }
    return banks;
  }

  private static String bootId(String text, String field) {
    if (!BOOT_ID.matcher(text).matches()) {
      throw Faults.invalid(field, "must be the 36 characters of the kernel's boot id, or empty");
    }
    return text;
  }

  static ClaimedEvidence evidence(Evidence evidence) {
    return new ClaimedEvidence(
        Fields.atMost(ATTEST_LIMIT, evidence.getAttest(), "evidence.attest"),
        Fields.atMost(SIGNATURE_LIMIT, evidence.getSignature(), "evidence.signature"),
        values(evidence.getPcrValuesList()),
        log(evidence),
        evidence.hasBootId()
            ? Optional.of(bootId(evidence.getBootId(), "evidence.boot_id"))
            : Optional.empty(),
        evidence.getUptimeMillis(),
        evidence.hasInventorySha256()
            ? Optional.of(
                Fields.exactly(ID_SIZE, evidence.getInventorySha256(), "evidence.inventory_sha256"))
            : Optional.empty());
  }

  private static List<BankValues> values(List<PcrBankValues> banks) {
    if (banks.size() > BANK_LIMIT) {
      throw Faults.invalid(
          "evidence.pcr_values",
          "%d banks, at most %d are taken".formatted(banks.size(), BANK_LIMIT));
    }
    var seen = new HashSet<Integer>();
    for (var bank : banks) {
      if (!seen.add(bank.getHashAlgorithm())) {
        throw Faults.invalid("evidence.pcr_values", "names a bank twice");
      }
    }
    return banks.stream().map(AttestationMessages::values).toList();
  }

  private static BankValues values(PcrBankValues bank) {
    if ((bank.getPcrMask() & ~ALL_PCRS) != 0) {
      throw Faults.invalid("evidence.pcr_values.pcr_mask", "only bits 0 to 23 name a PCR");
    }
    int limit = Integer.bitCount(bank.getPcrMask()) * LARGEST_DIGEST;
    var values = Fields.atMost(limit, bank.getValues(), "evidence.pcr_values.values");
    return new BankValues(bank.getHashAlgorithm(), bank.getPcrMask(), values);
  }

  private static ClaimedLog log(Evidence evidence) {
    return switch (evidence.getEventLogCase()) {
      case LOG_SHA256 ->
          new ClaimedLog.Named(
              Fields.exactly(ID_SIZE, evidence.getLogSha256(), "evidence.log_sha256"));
      case LOG_ABSENT ->
          new ClaimedLog.Absent(
              Fields.text(
                  ABSENT_REASON_LIMIT,
                  evidence.getLogAbsent().getReason(),
                  "evidence.log_absent.reason"));
      case EVENTLOG_NOT_SET ->
          throw Faults.invalid(
              "evidence.event_log", "is missing; send log_sha256, or log_absent with a reason");
    };
  }

  static String failure(Failure failure) {
    return Fields.text(FAILURE_LIMIT, failure.getReason(), "failure.reason");
  }

  static AttestResponse challenge(IssuedChallenge issued) {
    var challenge =
        Challenge.newBuilder()
            .setNonce(byteString(issued.nonce()))
            .setExpiresInSeconds(Math.toIntExact(issued.expiresIn().toSeconds()));
    issued.selection().banks().forEach(bank -> challenge.addSelection(selection(bank)));
    challenge.setKnownInventorySha256(
        issued.knownInventory().map(held -> byteString(held.value())).orElse(ByteString.EMPTY));
    issued.knownLog().ifPresent(log -> challenge.setKnownLogSha256(byteString(log.value())));
    return AttestResponse.newBuilder().setChallenge(challenge).build();
  }

  private static PcrBankSelection selection(PcrSelection.Bank bank) {
    return PcrBankSelection.newBuilder()
        .setHashAlgorithm(bank.algorithm().id())
        .setPcrMask(bank.mask())
        .build();
  }

  static AttestResponse receipt(Receipt receipt) {
    var message =
        dev.assay.v1.Receipt.newBuilder()
            .setVerdict(verdict(receipt.verdict()))
            .setNextDueSeconds(Math.toIntExact(receipt.nextDue().toSeconds()));
    receipt.findings().forEach(finding -> message.addFindings(finding(finding)));
    return AttestResponse.newBuilder().setReceipt(message).build();
  }

  private static Finding finding(RecordedFinding finding) {
    return Finding.newBuilder()
        .setCode(finding.code())
        .setSeverity(severity(finding.severity()))
        .setMessage(finding.message())
        .setRemedy(finding.remedy())
        .build();
  }

  private static dev.assay.v1.Verdict verdict(Verdict verdict) {
    return switch (verdict) {
      case TRUSTED -> dev.assay.v1.Verdict.VERDICT_TRUSTED;
      case WARNING -> dev.assay.v1.Verdict.VERDICT_WARNING;
      case UNTRUSTED -> dev.assay.v1.Verdict.VERDICT_UNTRUSTED;
      case UNKNOWN -> dev.assay.v1.Verdict.VERDICT_UNKNOWN;
    };
  }

  private static dev.assay.v1.Severity severity(Severity severity) {
    return switch (severity) {
      case NOTE -> dev.assay.v1.Severity.SEVERITY_NOTE;
      case WARNING -> dev.assay.v1.Severity.SEVERITY_WARNING;
      case UNDECIDED -> dev.assay.v1.Severity.SEVERITY_UNDECIDED;
      case VIOLATION -> dev.assay.v1.Severity.SEVERITY_VIOLATION;
    };
  }

  private static ByteString byteString(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }
}
