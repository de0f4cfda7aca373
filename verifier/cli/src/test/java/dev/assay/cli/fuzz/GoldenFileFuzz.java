package dev.assay.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Promises;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden sets as documents.
class GoldenFileFuzz {
  private static final int EVENTS = 8;

  // By itself reading takes 21 to 51 times the input, most of it the tree of nodes.
  // The fuzzer's hooks in comparisons of strings and in patterns take several times that.
  private static final int MULTIPLE = 512;

  static Stream<byte[]> seeds() {
    var active = CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
    return Stream.concat(active.firmware().stream(), active.os().stream())
        .flatMap(GoldenFileFuzz::documents)
        .map(document -> document.getBytes(StandardCharsets.UTF_8));
  }

  /// The whole set, and a short one that is faster to change.
  private static Stream<String> documents(GoldenSet set) {
    List<Integer> starts = List.of(0, set.events().size() / 2);
    return Stream.concat(
        Stream.of(GoldenJson.write(set)),
        starts.stream().map(start -> GoldenJson.write(part(set, start))));
  }

  private static GoldenSet part(GoldenSet set, int start) {
    var end = Math.min(start + EVENTS, set.events().size());
    return new GoldenSet(
        set.id(),
        set.boardModel(),
        set.layer(),
        set.firmwareVersion(),
        set.events().subList(start, end),
        set.finalValues(),
        set.quirks());
  }

  @MethodSource("seeds")
  @FuzzTest
  void setIsReadOrRefused(byte[] data) {
    Promises.parsed(data, MULTIPLE, GoldenFileFuzz::read).ifPresent(GoldenFileFuzz::check);
  }

  private static GoldenSet read(Bytes bytes) throws MalformedInput {
    try {
      return GoldenJson.read(new String(bytes.toArray(), StandardCharsets.UTF_8));
    } catch (GoldenSetInvalid e) {
      throw new MalformedInput(e.reason(), 0);
    }
  }

  private static void check(GoldenSet set) {
    try {
      Promises.require(
          GoldenJson.read(GoldenJson.write(set)).equals(set), "what is written reads otherwise");
    } catch (GoldenSetInvalid e) {
      throw new AssertionError("what was written can not be read", e);
    }
  }
}
