package dev.assay.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.agent.evidence.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogFileTest {
  @TempDir private Path folder;

  @Test
  void piecesAreTheWholeLogInOrder() throws IOException {
    var content = new byte[3 * EventLogFile.PIECE + 17];
    new SplittableRandom(1).nextBytes(content);
    var received = new ByteArrayOutputStream();
    var offsets = new ArrayList<Integer>();

    var reading =
        log(content)
            .read(
                (buffer, length, offset) -> {
                  offsets.add(offset);
                  received.write(buffer, 0, length);
                });

    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(offsets)
        .isEqualTo(List.of(0, EventLogFile.PIECE, 2 * EventLogFile.PIECE, 3 * EventLogFile.PIECE));
    assertThat(reading)
        .isEqualTo(new LogReading.Present(Sha256.of(ByteString.copyFrom(content)), content.length));
  }

  @Test
  void logOfExactlyTheLimitIsTaken() throws IOException {
    assertThat(log(new byte[EventLogFile.LIMIT]).examine()).isInstanceOf(LogReading.Present.class);
  }

  @Test
  void largerLogIsAbsent() throws IOException {
    assertThat(absent(log(new byte[EventLogFile.LIMIT + 1]))).contains("8388608");
  }

  @Test
  void emptyLogIsAbsent() throws IOException {
    assertThat(absent(log(new byte[0]))).endsWith("is empty");
  }

  @Test
  void missingLogIsAbsent() {
    assertThat(absent(new EventLogFile(folder.resolve("none")))).contains("does not exist");
  }

  @Test
  void unreadableLogIsAbsent() {
    assertThat(absent(new EventLogFile(folder))).contains("can't be read");
  }

  private EventLogFile log(byte[] content) throws IOException {
    return new EventLogFile(Files.write(folder.resolve("log"), content));
  }

  private static String absent(EventLogFile log) {
    return ((LogReading.Absent) log.examine()).reason();
  }
}
