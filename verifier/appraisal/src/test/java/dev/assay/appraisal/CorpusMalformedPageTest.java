package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.ima.ImaList;
import dev.assay.appraisal.testing.Conformance;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.Slowest;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.appraisal.tpm.SubjectPublicKey;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.appraisal.tpm.TpmSignature;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What others reject and is neither a log nor a quote: given to every parser of evidence.
class CorpusMalformedPageTest {
  @FunctionalInterface
  private interface Parser {
    Object parse(Bytes bytes) throws MalformedInput;
  }

  private static final Map<String, Parser> PARSERS = new LinkedHashMap<>();

  static {
    PARSERS.put("event log", EventLog::parse);
    PARSERS.put("IMA list", ImaList::parse);
    PARSERS.put("quote", QuoteStatement::parse);
    PARSERS.put("signature", TpmSignature::parse);
    PARSERS.put("public area", TpmPublic::parse);
    PARSERS.put("public key", SubjectPublicKey::parse);
    PARSERS.put("certificate", CorpusMalformedPageTest::trusted);
  }

  private static TrustRoots trusted(Bytes bytes) throws MalformedInput {
    TrustRoots.Loaded loaded = TrustRoots.load(Map.of("it", bytes));
    if (!loaded.warnings().isEmpty()) {
      throw new MalformedInput(loaded.warnings().getFirst(), 0);
    }
    return loaded.roots();
  }

  private static List<Path> files() {
    return Corpus.files("malformed", ".pem", ".crt", ".txt", ".cbor", ".json").stream()
        .filter(file -> !String.valueOf(file.getFileName()).startsWith("cmc-tpm-"))
        .toList();
  }

  @Test
  void whatOthersRejectIsNoEvidence() {
    for (Path file : files()) {
      assertThat(readAs(file)).as(file.toString()).isEmpty();
    }
  }

  @Test
  void slowestIsPrinted() {
    Slowest.print("malformed files", files(), CorpusMalformedPageTest::readAs);
  }

  @Test
  void conformancePageSaysWhatBecameOfEachFile() {
    Conformance.check(
        Conformance.Section.MALFORMED_OTHERS,
        "Given as each of: %s.%n%n".formatted(String.join(", ", PARSERS.keySet()))
            + Conformance.table(
                List.of("file", "machine", "result"),
                files().stream().map(CorpusMalformedPageTest::row).toList()));
  }

  private static List<String> row(Path file) {
    List<String> readAs = readAs(file);
    return List.of(
        String.valueOf(file.getFileName()),
        Corpus.machine(file),
        readAs.isEmpty() ? "refused as each" : "read as " + String.join(", ", readAs));
  }

  private static List<String> readAs(Path file) {
    Bytes bytes = Corpus.bytes(file);
    return PARSERS.entrySet().stream()
        .filter(parser -> reads(parser.getValue(), bytes))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean reads(Parser parser, Bytes bytes) {
    try {
      parser.parse(bytes);
      return true;
    } catch (MalformedInput _) {
      return false;
    }
  }
}
