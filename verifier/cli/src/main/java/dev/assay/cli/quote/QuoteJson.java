package dev.assay.cli.quote;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.OfflineAppraisal;
import dev.assay.appraisal.OfflineCheck;
import dev.assay.appraisal.OfflineEvidence;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.cli.view.FindingReport;
import dev.assay.golden.DigestJson;

/// What a quote proves, for programs: `{"verdict","provenAsAsked","checks":[{"check","result",
/// "detail"}],"key":{…},"quote":{…},"pcrs":{alg:{"0":hex,…}},"goldenSets":[…],"findings":[…]}`. All
/// names but `detail` are part of the command's interface. `quote` is null where the key did not
/// sign it, `pcrs` is empty where the values are not the signed ones.
public final class QuoteJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private QuoteJson() {}

  /// The whole result.
  public static ObjectNode of(
      VouchedKey key, OfflineEvidence evidence, OfflineAppraisal appraisal) {
    var result =
        JSON.createObjectNode()
            .put("verdict", appraisal.verdict().name())
            .put("provenAsAsked", appraisal.provenAsAsked());
    var words = new CheckWords(evidence, appraisal);
    var checks = result.putArray("checks");
    for (var check : OfflineCheck.values()) {
      checks
          .addObject()
          .put("check", check.name())
          .put("result", words.outcome(check).name())
          .put("detail", words.detail(check));
    }
    result
        .putObject("key")
        .put("id", key.id())
        .put("kind", key.describe())
        .put("bare", key.area().isEmpty());
    appraisal
        .statement()
        .ifPresentOrElse(
            statement -> result.set("quote", quote(statement)), () -> result.putNull("quote"));
    result.set("pcrs", DigestJson.write(appraisal.values()));
    var goldenSets = result.putArray("goldenSets");
    appraisal.goldenSets().forEach(goldenSets::add);
    var findings = result.putArray("findings");
    appraisal.findings().forEach(finding -> findings.add(FindingReport.json(finding)));
    return result;
  }

  private static ObjectNode quote(QuoteStatement statement) {
    var clock = statement.clockInfo();
    var quote =
        JSON.createObjectNode()
            .put("nonce", statement.extraData().toHex())
            .put("qualifiedSigner", statement.qualifiedSigner().toHex())
            .put("clockMillis", clock.clockMillis())
            .put("resetCount", clock.resetCount())
            .put("restartCount", clock.restartCount())
            .put("safe", clock.safe())
            .put("tpmFirmwareVersion", "%016x".formatted(statement.firmwareVersion()))
            .put("pcrDigest", statement.pcrDigest().toHex());
    var selection = quote.putObject("selection");
    for (var bank : statement.selection().banks()) {
      var indices = selection.putArray(bank.algorithm().label());
      bank.indices().forEach(index -> indices.add(index.value()));
    }
    return quote;
  }
}
