package dev.assay.verifier.testing;

import dev.assay.appraisal.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes an SMBIOS structure table (DMTF DSP0134), structure by structure.
public final class SmbiosBuilder {
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private int handle;

  /// Adds a structure.
  ///
  /// @param area the formatted area behind the header of four bytes
  public SmbiosBuilder structure(int type, byte[] area, String... strings) {
    table.write(type);
    table.write(4 + area.length);
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

  /// A memory device of that size in MiB; 0 for an empty slot.
  public SmbiosBuilder memory(int size, String slot, String maker, String serial, String model) {
    var area = new byte[0x28 - 4];
    area[0x0C - 4] = (byte) size;
    area[0x0D - 4] = (byte) (size >> 8);
    area[0x10 - 4] = 1;
    area[0x17 - 4] = 2;
    area[0x18 - 4] = 3;
    area[0x1A - 4] = 4;
    return structure(17, area, slot, maker, serial, model);
  }

  /// A processor, or an empty socket.
  public SmbiosBuilder processor(boolean populated, String socket, String maker, String version) {
    var area = new byte[0x30 - 4];
    area[0x04 - 4] = 1;
    area[0x07 - 4] = 2;
    area[0x10 - 4] = 3;
    area[0x18 - 4] = (byte) (populated ? 0x41 : 0x00);
    return structure(4, area, socket, maker, version);
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
