package dev.assay.cli.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.LogDiff.Kind;
import dev.assay.appraisal.golden.LogDiff.Pair;
import java.util.List;
import java.util.Locale;

/// Two logs for programs: `{"same","banks":[…],"pcrs":[{"pcr","same","counts":{kind:number}}],
/// "differences":[{"kind","pcr","a":{event},"b":{event},"fields":[{"field","a","b"}]}]}`; events as
/// `assay log --json` has them. Kinds are CHANGED, ADDED, MISSING, MOVED and DESCRIBED_OTHERWISE,
/// which is no difference in what was measured. The names are part of the command's interface.
public final class DiffJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DiffJson() {}

  /// The whole comparison.
  public static ObjectNode of(DiffReport report) {
    var result = JSON.createObjectNode().put("same", report.diff().same());
    var banks = result.putArray("banks");
    report.diff().banks().forEach(bank -> banks.add(bank.label()));
    var pcrs = result.putArray("pcrs");
    report.byPcr().forEach((pcr, pairs) -> pcrs.add(pcr(pcr, pairs)));
    var differences = result.putArray("differences");
    for (var pair : report.diff().pairs()) {
      if (pair.kind() != Kind.SAME) {
        differences.add(difference(pair));
      }
    }
    return result;
  }

  private static ObjectNode pcr(long pcr, List<Pair> pairs) {
    var node =
        JSON.createObjectNode()
            .put("pcr", pcr)
            .put("same", pairs.stream().noneMatch(Pair::matters));
    var counts = node.putObject("counts");
    for (var kind : Kind.values()) {
      counts.put(kind.name().toLowerCase(Locale.ROOT), DiffReport.count(pairs, kind));
    }
    return node;
  }

  private static ObjectNode difference(Pair pair) {
    var node =
        JSON.createObjectNode().put("kind", pair.kind().name()).put("pcr", pair.shown().pcr());
    pair.a().ifPresent(event -> node.set("a", LogJson.event(event)));
    pair.b().ifPresent(event -> node.set("b", LogJson.event(event)));
    var fields = node.putArray("fields");
    for (var change : DiffReport.fields(pair)) {
      fields.addObject().put("field", change.field()).put("a", change.a()).put("b", change.b());
    }
    return node;
  }
}
