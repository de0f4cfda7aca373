package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Conformance;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.ImaReplayJson;
import dev.assay.appraisal.testing.Slowest;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What became of each IMA list of the corpus, for people to read.
class CorpusImaPageTest {
  private static List<Path> lists() {
    return Corpus.files("ima", ".bin");
  }

  @Test
  void conformancePageSaysWhatBecameOfEachList() {
    Conformance.check(
        Conformance.Section.IMA_LISTS,
        """
        Truth is PCR 10 as the machine reported it, else what an independent program replayed. Two lists end with a line feed that
        belongs to the file they were kept in: they are refused as they are, and replay without it. The corpus' lists in the
        kernel's text form (`.txt`) are not evidence and not read.

        """
            + Conformance.table(
                List.of("file", "machine", "templates", "digests", "entries", "result"),
                lists().stream().map(CorpusImaPageTest::row).toList()));
  }

  @Test
  void slowestListIsPrinted() {
    Slowest.print("IMA lists", lists(), file -> assertThat(row(file)).hasSize(6));
  }

  private static List<String> row(Path file) {
    String name = String.valueOf(file.getFileName());
    String machine = Corpus.machine(file);
    try {
      ImaList list = ImaList.parse(Corpus.bytes(file));
      return List.of(
          name,
          machine,
          templates(list),
          list.algorithm().label(),
          Integer.toString(list.entries().size()),
          result(file, list));
    } catch (MalformedInput e) {
      return List.of(name, machine, "–", "–", "–", "refused: " + e.reason());
    }
  }

  private static String templates(ImaList list) {
    return list.entries().stream()
        .map(ImaEntry::template)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String result(Path file, ImaList list) {
    List<String> parts = new ArrayList<>();
    Set<HashAlgorithm> explained = explained(file, list);
    if (!explained.isEmpty()) {
      parts.add("explains the reported PCR 10 (" + labels(explained) + ")");
    }
    Path expected =
        Corpus.require().resolve("expected").resolve(file.getFileName() + ".ima-replay.json");
    if (Files.exists(expected)) {
      parts.add(compared(list, ImaReplayJson.parse(Corpus.bytes(expected))));
    }
    long violations = list.entries().stream().filter(ImaEntry::violation).count();
    if (violations > 0) {
      parts.add("violations: " + violations);
    }
    return parts.isEmpty() ? "read; nobody says what it leads to" : String.join("; ", parts);
  }

  private static Set<HashAlgorithm> explained(Path file, ImaList list) {
    Set<HashAlgorithm> explained = new TreeSet<>();
    for (PcrValues observed : Corpus.observed(file)) {
      ImaReplay replay = ImaReplay.start(list.algorithm(), observed.banks().keySet()).advance(list);
      for (HashAlgorithm bank : observed.banks().keySet()) {
        Digest reported = observed.get(bank, ImaReplay.PCR).orElseThrow();
        if (replay.matching(reported).isPresent()) {
          explained.add(bank);
        }
      }
    }
    return explained;
  }

  private static String compared(ImaList list, ImaReplayJson others) {
    ImaReplay replay = ImaReplay.start(list.algorithm(), others.initial()).advance(list);
    return replay.ownHash().equals(others.perBank())
        ? "equals the independent replay (" + labels(others.perBank().banks().keySet()) + ")"
        : "differs from the independent replay";
  }

  private static String labels(Set<HashAlgorithm> banks) {
    return banks.stream().map(HashAlgorithm::label).collect(Collectors.joining(", "));
  }
}
