package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One recorded log beside what is known of its machine.
record CorpusLog(Path file, PreparedLog prepared) {
  private static final int IMA = 10;

  static List<CorpusLog> of(String folder, String... suffixes) {
    return Corpus.files(folder, suffixes).stream().map(CorpusLog::of).toList();
  }

  private static CorpusLog of(Path file) {
    return new CorpusLog(file, PreparedLog.of(Corpus.bytes(file)));
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  Optional<Replay> replay() {
    return prepared instanceof PreparedLog.Readable(var replay)
        ? Optional.of(replay)
        : Optional.empty();
  }

  /// "" for a log that was read.
  String refusal() {
    return prepared instanceof PreparedLog.Unreadable unreadable ? unreadable.reason() : "";
  }

  /// Each time that the machine reported its PCRs.
  List<PcrValues> reports() {
    return Corpus.observed(file);
  }

  /// How many values the machine reported of banks that the log has.
  long reported() {
    Replay replay = replay().orElseThrow();
    return reports().stream()
            .flatMap(report -> report.banks().entrySet().stream())
            .filter(bank -> replay.log().banks().contains(bank.getKey()))
            .mapToLong(bank -> bank.getValue().size())
            .sum()
        + Corpus.observedRegisters(file).size();
  }

  /// The PCRs that the machine once reported with another value than the log explains, in a
  /// complete bank; those without events too, which must hold their reset value. PCR 10 is IMA's,
  /// which keeps a list of its own.
  Set<Integer> unexplained() {
    Replay replay = replay().orElseThrow();
    Set<Integer> differing = new TreeSet<>();
    for (PcrValues report : reports()) {
      report.banks().values().stream()
          .flatMap(values -> values.entrySet().stream())
          .filter(value -> contradicts(replay, value.getKey(), value.getValue()))
          .forEach(value -> differing.add(value.getKey().value()));
    }
    Corpus.observedRegisters(file)
        .forEach(
            (register, value) -> {
              if (!value.equals(replay.registers().get(register))) {
                differing.add(register);
              }
            });
    return differing;
  }

  private static boolean contradicts(Replay replay, PcrIndex pcr, Digest reported) {
    Optional<Digest> explained = replay.values().get(reported.algorithm(), pcr);
    return explained.isPresent()
        && !explained.get().equals(reported)
        && (pcr.value() != IMA || replay.extended().contains(pcr));
  }

  /// Banks that the machine reported but the firmware did not log at all.
  Set<HashAlgorithm> unlogged() {
    EventLog log = replay().orElseThrow().log();
    Set<HashAlgorithm> unlogged = new TreeSet<>();
    reports().forEach(report -> unlogged.addAll(report.banks().keySet()));
    log.banks().forEach(unlogged::remove);
    unlogged.removeAll(log.incompleteBanks().keySet());
    return unlogged;
  }

  /// The PCRs of an incomplete bank that were capped: reported as what the bank's prefix leads to,
  /// extended once more with zeroes.
  Set<Integer> capped(HashAlgorithm bank) {
    Replay replay = replay().orElseThrow();
    Set<Integer> capped = new TreeSet<>();
    for (PcrValues report : reports()) {
      report
          .bank(bank)
          .forEach(
              (pcr, value) -> {
                Digest prefix = replay.prefixValues().get(bank, pcr).orElseThrow();
                if (value.equals(prefix.extend(bank.zero()))) {
                  capped.add(pcr.value());
                }
              });
    }
    return capped;
  }

  /// The PCRs whose replay differs from what an independent program made of the log.
  Set<Integer> differentFromOthers() {
    Replay replay = replay().orElseThrow();
    Set<Integer> differing = new TreeSet<>();
    Corpus.replayed(file)
        .orElseThrow(() -> new AssertionError("no independent replay of " + name()))
        .banks()
        .forEach(
            (bank, values) ->
                values.forEach(
                    (pcr, value) -> {
                      if (!ours(replay, bank, pcr).equals(Optional.of(value))) {
                        differing.add(pcr.value());
                      }
                    }));
    return differing;
  }

  private static Optional<Digest> ours(Replay replay, HashAlgorithm bank, PcrIndex pcr) {
    return replay
        .values()
        .get(bank, pcr)
        .or(() -> replay.prefixValues().get(bank, pcr))
        .or(() -> Optional.ofNullable(replay.registers().get(pcr.value())));
  }

  String format() {
    return replay()
        .map(
            replay ->
                switch (replay.log().format()) {
                  case CRYPTO_AGILE -> "crypto-agile";
                  case SHA1_ONLY -> "SHA-1 only";
                  case CONFIDENTIAL_COMPUTING -> "confidential computing";
                })
        .orElse("–");
  }

  String banks() {
    return replay().map(replay -> labels(replay.log().banks())).orElse("–");
  }

  String events() {
    return replay().map(replay -> Integer.toString(replay.log().events().size())).orElse("–");
  }

  static String labels(Iterable<HashAlgorithm> banks) {
    TreeSet<HashAlgorithm> sorted = new TreeSet<>();
    banks.forEach(sorted::add);
    return sorted.stream().map(HashAlgorithm::label).collect(Collectors.joining(" "));
  }
}
