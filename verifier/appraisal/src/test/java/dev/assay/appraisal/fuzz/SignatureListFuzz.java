package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.SignatureDatabase;
import dev.assay.appraisal.eventlog.VariableContent;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.Promises;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// The value of `db`: EFI_SIGNATURE_LIST, one after the other.
class SignatureListFuzz {
  private static final Bytes OWNER = Bytes.fromHex("11".repeat(16));
  private static final int HEADER = 28;

  static Stream<byte[]> seeds() {
    Bytes hashes =
        EventData.signatureList(
            EventData.SHA256,
            Bytes.concat(OWNER, Bytes.fromHex("22".repeat(32))),
            Bytes.concat(OWNER, Bytes.fromHex("33".repeat(32))));
    Bytes times =
        EventData.signatureList(
            EventData.X509_SHA256, Bytes.concat(OWNER, Bytes.fromHex("44".repeat(48))));
    Stream<byte[]> certificates =
        Seeds.captured("ek-rsa.cert.der")
            .map(
                der ->
                    EventData.signatureList(EventData.X509, Bytes.concat(OWNER, Bytes.wrap(der)))
                        .toArray());
    return Stream.concat(
        certificates,
        Stream.of(Bytes.EMPTY, hashes, times, Bytes.concat(hashes, times)).map(Bytes::toArray));
  }

  @MethodSource("seeds")
  @FuzzTest
  void listsAreReadToTheLastByteOrMalformed(byte[] data) {
    Bytes variable = EventData.variable(EventData.IMAGE_SECURITY, "db", Bytes.copyOf(data));
    Bytes log = LogBuilder.agile().event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, variable).bytes();
    EventPayload payload =
        Promises.parsed(log.toArray(), 64, SignatureListFuzz::payload).orElseThrow();
    switch (((EventPayload.UefiVariable) payload).content()) {
      case SignatureDatabase database -> check(database, data.length);
      case VariableContent.Broken _ -> {}
      default -> throw new AssertionError("passed over");
    }
  }

  private static EventPayload payload(Bytes log) throws MalformedInput {
    return EventLog.parse(log).events().getLast().payload();
  }

  private static void check(SignatureDatabase database, int length) {
    Promises.require(database.lists().isEmpty() == (length == 0), "a list is missing");
    long least = (long) HEADER * database.lists().size() + 17L * database.entries().size();
    Promises.require(least <= length, "more entries than there are bytes for");
  }
}
