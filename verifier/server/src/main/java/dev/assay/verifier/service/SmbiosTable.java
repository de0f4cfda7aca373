package dev.assay.verifier.service;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.golden.ComponentKind.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the SMBIOS structure table that a host forwarded (DMTF DSP0134 3.7, section 6.1): each
/// structure has a header of four bytes, a formatted area, and strings that it names by number.
public final class SmbiosTable {
  private static final int HEADER = 4;
  private static final int END_OF_TABLE = 127;
  private static final int MOST_PARTS = 1_024;
  private static final int LONGEST_STRING = 4_096;

  private final ByteReader in;

  private SmbiosTable(ByteReader in) {
    this.in = in;
  }

  /// The parts that it lists. What breaks the standard makes the whole of it malformed.
  public static Inventory.Smbios read(Bytes table) {
    try {
      return new Inventory.Smbios.Listed(new SmbiosTable(ByteReader.littleEndian(table)).parts());
    } catch (MalformedInput e) {
      return new Inventory.Smbios.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private List<SmbiosPart> parts() throws MalformedInput {
    var parts = new ArrayList<SmbiosPart>();
    while (in.remaining() > 0) {
      var structure = structure();
      if (structure.type() == END_OF_TABLE) {
        return parts; // firmware may leave anything behind it
      }
      part(structure).ifPresent(parts::add);
      if (parts.size() > MOST_PARTS) {
        throw in.malformed("more than " + MOST_PARTS + " parts");
      }
    }
    return parts;
  }

  private Structure structure() throws MalformedInput {
    int type = in.u8();
    int length = in.u8();
    if (length < HEADER) {
      throw in.malformed("a structure of " + length + " bytes");
    }
    in.u16(); // handle
    return new Structure(type, in.take(length - HEADER, "a formatted area"), strings());
  }

  /// Strings end with a zero byte each, and all of them with one more.
  private List<String> strings() throws MalformedInput {
    var strings = new ArrayList<String>();
    var string = string();
    while (!string.isEmpty()) {
      strings.add(string);
      string = string();
    }
    if (strings.isEmpty() && in.u8() != 0) { // no strings: two zero bytes
      throw in.malformed("a structure without strings that does not end");
    }
    return strings;
  }

  private String string() throws MalformedInput {
    var text = new StringBuilder();
    for (int c = in.u8(); c != 0; c = in.u8()) {
      if (text.length() == LONGEST_STRING) {
        throw in.malformed("a string of more than " + LONGEST_STRING + " bytes");
      }
      text.append((char) c); // ISO 8859-1, of which the standard's ASCII is a part
    }
    return text.toString();
  }

  private static Optional<SmbiosPart> part(Structure it) {
    return Optional.ofNullable(
        switch (it.type()) {
          case 2 -> it.part(Part.Type.BASEBOARD, 0x0A, 0x04, 0x05, 0x07);
          case 3 -> it.part(Part.Type.CHASSIS, -1, 0x04, 0x06, 0x07);
          case 4 ->
              it.has(0x18, 0x40) ? it.part(Part.Type.PROCESSOR, 0x04, 0x07, 0x10, 0x20) : null;
          case 17 -> it.hasSize() ? it.part(Part.Type.MEMORY, 0x10, 0x17, 0x1A, 0x18) : null;
          case 39 -> it.part(Part.Type.POWER_SUPPLY, 0x05, 0x07, 0x0A, 0x08);
          default -> null;
        });
  }

  /// One structure. Offsets count from the start of its header, as the standard's tables do.
  private record Structure(int type, Bytes area, List<String> strings) {

    /// A part whose texts stand at these offsets.
    SmbiosPart part(Part.Type type, int place, int manufacturer, int model, int serial) {
      return new SmbiosPart(type, text(place), text(manufacturer), text(model), text(serial));
    }

    /// Whether any of these bits are set: CPU Socket Populated, of Processor Information's Status.
    boolean has(int offset, int bits) {
      return (value(offset) & bits) != 0;
    }

    /// Whether a memory device is installed: its Size, 16 bits, is 0 where none is.
    boolean hasSize() {
      return value(0x0C) != 0 || value(0x0D) != 0;
    }

    private int value(int offset) {
      int at = offset - HEADER;
      return at >= 0 && at < area.length() ? area.get(at) & 0xFF : 0;
    }

    private String text(int offset) {
      int number = value(offset);
      return number == 0 || number > strings.size() ? "" : strings.get(number - 1);
    }
  }
}
