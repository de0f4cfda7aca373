package dev.assay.cli.quote;

import dev.assay.appraisal.OfflineAppraisal;
import dev.assay.appraisal.OfflineCheck;
import dev.assay.appraisal.OfflineCheck.Outcome;
import dev.assay.appraisal.OfflineEvidence;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.LogFinding;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.appraisal.tpm.TpmSignature;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What became of each check, in words: what shows it, and what to give so that it is asked.
record CheckWords(OfflineEvidence evidence, OfflineAppraisal appraisal) {
  Outcome outcome(OfflineCheck check) {
    return Objects.requireNonNull(appraisal.checks().get(check), check::name);
  }

  /// The check by name, as in "event log".
  static String name(OfflineCheck check) {
    return switch (check) {
      case KEY_ATTRIBUTES -> "key attributes";
      case SIGNATURE -> "signature";
      case NONCE -> "nonce";
      case PCR_VALUES -> "PCR values";
      case EVENT_LOG -> "event log";
      case GOLDEN_SETS -> "golden sets";
    };
  }

  String detail(OfflineCheck check) {
    return switch (outcome(check)) {
      case PROVEN -> proven(check);
      case NOT_PROVEN -> notProven(check);
      case NOT_ASKED -> notAsked(check);
    };
  }

  private String proven(OfflineCheck check) {
    return switch (check) {
      case KEY_ATTRIBUTES ->
          "by its public area, bound to its TPM and restricted to what that states";
      case SIGNATURE -> "a TPM's quote, signed with " + scheme();
      case NONCE -> "the quote answers " + quoted(statement -> statement.extraData().toHex());
      case PCR_VALUES -> "they are the signed ones";
      case EVENT_LOG ->
          "its %d measurements lead to the signed values%s".formatted(events(), later());
      case GOLDEN_SETS -> "they describe this boot: " + String.join(", ", appraisal.goldenSets());
    };
  }

  private String notProven(OfflineCheck check) {
    if (restsOn(check).anyMatch(lower -> outcome(lower) == Outcome.NOT_PROVEN)) {
      return "not reached, as what it rests on is not proven";
    }
    return switch (check) {
      case KEY_ATTRIBUTES -> "it is no attestation key";
      case SIGNATURE -> "nothing shows that this key signed this";
      case NONCE -> "nothing shows that the quote answers it";
      case PCR_VALUES -> "nothing shows that the TPM holds them";
      case EVENT_LOG -> "it doesn't lead to the signed values";
      case GOLDEN_SETS -> "nothing shows that they describe this boot";
    };
  }

  private static Stream<OfflineCheck> restsOn(OfflineCheck check) {
    return switch (check) {
      case KEY_ATTRIBUTES, SIGNATURE -> Stream.of();
      case NONCE -> Stream.of(OfflineCheck.SIGNATURE);
      case PCR_VALUES -> Stream.of(OfflineCheck.SIGNATURE, OfflineCheck.NONCE);
      case EVENT_LOG, GOLDEN_SETS ->
          Stream.of(OfflineCheck.SIGNATURE, OfflineCheck.NONCE, OfflineCheck.PCR_VALUES);
    };
  }

  private String notAsked(OfflineCheck check) {
    return switch (check) {
      case KEY_ATTRIBUTES ->
          "a bare key doesn't tell whether it may leave its TPM and sign anything; give its public"
              + " area";
      case SIGNATURE -> "";
      case NONCE -> "freshness: give the nonce that you chose with --nonce";
      case PCR_VALUES ->
          evidence.log().isPresent()
              ? "taken from the log: give them with --pcrs to see which PCR differs if one does"
              : "what the PCRs hold: give the values with --pcrs";
      case EVENT_LOG -> "what led to the values: give the event log with --log";
      case GOLDEN_SETS -> "what should have booted: give golden sets with --golden";
    };
  }

  private String scheme() {
    try {
      return TpmSignature.parse(evidence.signature()).scheme().toString();
    } catch (MalformedInput e) {
      throw new IllegalStateException("a signature that holds and can't be read", e);
    }
  }

  private String quoted(Function<QuoteStatement, String> part) {
    return appraisal.statement().map(part).orElse("");
  }

  private long events() {
    return evidence.log().orElse(null) instanceof PreparedLog.Readable readable
        ? readable.log().events().stream().filter(Event::extended).count()
        : 0;
  }

  /// A log that is proven has no findings but notes on PCRs that the running system extends.
  private String later() {
    var pcrs =
        appraisal.findings().stream()
            .filter(finding -> finding instanceof LogFinding && finding.pcr().isPresent())
            .map(finding -> Integer.toString(finding.pcr().getAsInt()))
            .distinct()
            .collect(Collectors.joining(", "));
    return pcrs.isEmpty() ? "" : ", but in PCR " + pcrs + " the running system went on";
  }
}
