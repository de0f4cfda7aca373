package dev.assay.agent.tpm;

import dev.assay.agent.testing.RawTpm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What is loaded in a TPM that nobody uses just then: transient objects, and loaded or saved
/// sessions.
final class Leftovers {

  private static final List<Integer> FIRST_HANDLES = List.of(0x8000_0000, 0x0200_0000, 0x0300_0000);

  private Leftovers() {}

  static List<Integer> in(TpmAddress address) {
    List<Integer> handles = new ArrayList<>();
    try (RawTpm raw = RawTpm.connect(address)) {
      for (int first : FIRST_HANDLES) {
        ByteBuffer command = ByteBuffer.allocate(22).putShort((short) 0x8001).putInt(22);
        command.putInt(0x17A).putInt(1).putInt(first).putInt(64);
        ByteBuffer response = ByteBuffer.wrap(raw.succeed(command.array()));
        response.position(15);
        for (int left = response.getInt(); left > 0; left--) {
          handles.add(response.getInt());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return handles;
  }

  /// Removes them all.
  static void flush(TpmAddress address) {
    List<Integer> handles = in(address);
    try (RawTpm raw = RawTpm.connect(address)) {
      for (int handle : handles) {
        ByteBuffer command = ByteBuffer.allocate(14).putShort((short) 0x8001).putInt(14);
        raw.succeed(command.putInt(0x165).putInt(handle).array());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
