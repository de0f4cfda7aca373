package dev.assay.agent.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a firmware event log says was extended, just enough of it to do so again. For well-formed
/// logs of the TCG crypto-agile form; the verifier has the strict parser.
///
/// @param startupLocality 0, 3 or 4
record MeasuredBoot(int startupLocality, List<Extend> extends_) {

  private static final int EV_NO_ACTION = 3;
  private static final String STARTUP_LOCALITY = "StartupLocality\0";

  /// @param digests by TPM_ALG_ID
  record Extend(int pcr, Map<Integer, byte[]> digests) {}

  static MeasuredBoot read(Path log) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, Integer> sizes = specId(in);
    int locality = 0;
    List<Extend> extended = new ArrayList<>();
    while (in.remaining() >= 8 && in.getInt(in.position()) != -1) {
      int pcr = in.getInt();
      int type = in.getInt();
      Map<Integer, byte[]> digests = new LinkedHashMap<>();
      for (int left = in.getInt(); left > 0; left--) {
        int algorithm = in.getShort() & 0xFFFF;
        Integer size = sizes.get(algorithm);
        if (size == null) {
          throw new IOException(log + " has a digest of an algorithm that it does not announce");
        }
        digests.put(algorithm, take(in, size));
      }
      byte[] data = take(in, in.getInt());
      if (type != EV_NO_ACTION) {
        extended.add(new Extend(pcr, digests));
      } else if (new String(data, StandardCharsets.ISO_8859_1).startsWith(STARTUP_LOCALITY)) {
        locality = data[STARTUP_LOCALITY.length()];
      }
    }
    return new MeasuredBoot(locality, extended);
  }

  /// The first event: a TCG_PCR_EVENT with TCG_EfiSpecIDEvent. Returns digest sizes by algorithm.
  private static Map<Integer, Integer> specId(ByteBuffer in) {
    in.position(8 + 20);
    ByteBuffer spec = ByteBuffer.wrap(take(in, in.getInt())).order(ByteOrder.LITTLE_ENDIAN);
    spec.position(24);
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    for (int left = spec.getInt(); left > 0; left--) {
      sizes.put(spec.getShort() & 0xFFFF, spec.getShort() & 0xFFFF);
    }
    return sizes;
  }

  private static byte[] take(ByteBuffer in, int size) {
    byte[] bytes = new byte[size];
    in.get(bytes);
    return bytes;
  }
}
