package dev.assay.verifier.testing;

import dev.assay.appraisal.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes an SMBIOS structure table (DMTF DSP0134), structure by structure.
public final class SmbiosBuilder {
  private static final int HEADER = 4;

  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private int handle;

  /// Adds a structure.
  ///
  /// @param area the formatted area behind the header of four bytes
  public SmbiosBuilder structure(int type, byte[] area, String... strings) {
    table.write(type);
    table.write(HEADER + area.length);
    table.write(handle);
    table.write(handle++ >> 8);
    table.writeBytes(area);
    for (var string : strings) {
      table.writeBytes(string.getBytes(StandardCharsets.ISO_8859_1));
      table.write(0);
    }
    table.write(0);
    if (strings.length == 0) {
      table.write(0);
    }
    return this;
  }

  /// A memory device of that size in MiB; 0 for an empty slot. Empty texts are left out.
  public SmbiosBuilder memory(int size, String slot, String maker, String serial, String model) {
    var area = new byte[0x28 - HEADER];
    area[0x0C - HEADER] = (byte) size;
    area[0x0D - HEADER] = (byte) (size >> 8);
    var strings = new ArrayList<String>();
    area[0x10 - HEADER] = number(slot, strings);
    area[0x17 - HEADER] = number(maker, strings);
    area[0x18 - HEADER] = number(serial, strings);
    area[0x1A - HEADER] = number(model, strings);
    return structure(17, area, strings.toArray(String[]::new));
  }

  /// A processor, or an empty socket.
  public SmbiosBuilder processor(boolean populated, String socket, String maker, String version) {
    var area = new byte[0x30 - HEADER];
    var strings = new ArrayList<String>();
    area[0x04 - HEADER] = number(socket, strings);
    area[0x07 - HEADER] = number(maker, strings);
    area[0x10 - HEADER] = number(version, strings);
    area[0x18 - HEADER] = (byte) (populated ? 0x41 : 0x00);
    return structure(4, area, strings.toArray(String[]::new));
  }

  /// The number by which a structure names a string: 0 for none.
  private static byte number(String text, List<String> strings) {
    if (text.isEmpty()) {
      return 0;
    }
    strings.add(text);
    return (byte) strings.size();
  }

  /// The table with its end.
  public Bytes end() {
    return structure(127, new byte[0]).unfinished();
  }

  /// The table as far as it is.
  public Bytes unfinished() {
    return Bytes.wrap(table.toByteArray());
  }
}
