package dev.assay.appraisal.check;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.stream.Stream;

/// What follows from a log alone, and from which of its PCRs are explained.
///
/// @param findings by what is checked, then by the order of the log
record LogReading(List<Finding> findings, BootFacts facts) {
  LogReading {
    findings = List.copyOf(findings);
  }

  static LogReading of(ReplayedLog log, Severity loaders) {
    List<HashAlgorithm> quoted = log.selection().algorithms();
    HashAlgorithm shown =
        Stream.concat(quoted.stream(), log.log().banks().stream())
            .filter(bank -> bank.strong() && log.log().banks().contains(bank))
            .findFirst()
            .orElse(log.log().banks().getFirst());
    return new LogReading(
        LogStructure.findings(log.log(), quoted, loaders),
        FactsReader.read(log.log(), log.explained(), shown));
  }

  /// How many things it holds.
  int size() {
    var secureBoot = facts.secureBoot();
    int keys = secureBoot.databases().stream().mapToInt(db -> db.certificates().size()).sum();
    return findings.size()
        + facts.bootOrder().size()
        + facts.bootOptions().size()
        + facts.images().size()
        + facts.commandLines().size()
        + facts.claimed().size()
        + secureBoot.authorities().size()
        + secureBoot.databases().size()
        + keys;
  }
}
