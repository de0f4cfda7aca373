package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Decodes UEFI_VARIABLE_DATA (TCG PFP, section "UEFI_VARIABLE_DATA Structure").
final class VariableDecoder {
  private static final int SECURE_BOOT = 7;
  private static final int MAX_NAME = 1024;
  private static final Set<String> ORDERS = Set.of("BootOrder", "DriverOrder", "SysPrepOrder");
  private static final List<String> OPTIONS = List.of("Boot", "Driver", "SysPrep");
  private static final int OPTION_DIGITS = 4;

  private VariableDecoder() {}

  static EventPayload.UefiVariable decode(Event event) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(event.data());
    Guid vendor = Guid.read(reader, SecureBootDecoder.GLOBAL, "a variable's vendor GUID");
    long nameLength = reader.u64();
    long valueLength = reader.u64();
    if (nameLength < 0 || nameLength > MAX_NAME) {
      throw reader.malformed("a variable name of more than " + MAX_NAME + " characters");
    }
    int nameStart = (int) reader.position();
    reader.skip(2 * nameLength, "a variable's name");
    String name =
        Text.utf16(event.data(), nameStart, (int) reader.position())
            .orElseThrow(() -> reader.malformed("a variable's name is no text"));
    Bytes value = reader.take(valueLength, "a variable's value");
    reader.expectEnd("a variable");
    return new EventPayload.UefiVariable(vendor, name, value, content(event, vendor, name, value));
  }

  private static VariableContent content(Event event, Guid vendor, String name, Bytes value) {
    try {
      return switch (event.type().id()) {
        case 0x80000001 ->
            event.pcr() == SECURE_BOOT
                ? SecureBootDecoder.configuration(vendor, name, value)
                : new VariableContent.Raw();
        case 0x80000002, 0x8000000C -> bootVariable(name, value);
        case 0x800000E3 -> SignatureDatabase.parse(value);
        default -> SecureBootDecoder.authority(vendor, name, value);
      };
    } catch (MalformedInput e) {
      return new VariableContent.Broken(e.reason());
    }
  }

  private static VariableContent bootVariable(String name, Bytes value) throws MalformedInput {
    if (ORDERS.contains(name)) {
      return order(value);
    }
    return isOption(name) ? LoadOption.parse(value) : new VariableContent.Raw();
  }

  /// "Boot", "Driver" or "SysPrep" and the number as four hexadecimal digits, the letters large.
  private static boolean isOption(String name) {
    int digits = name.length() - OPTION_DIGITS;
    for (String kind : OPTIONS) {
      if (digits == kind.length() && name.startsWith(kind)) {
        return isNumber(name, digits);
      }
    }
    return false;
  }

  private static boolean isNumber(String name, int start) {
    for (int i = start; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!HexFormat.isHexDigit(c) || Character.isLowerCase(c)) {
        return false;
      }
    }
    return true;
  }

  private static VariableContent order(Bytes value) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(value);
    List<Integer> entries = new ArrayList<>(value.length() / 2);
    Set<Integer> seen = new HashSet<>();
    while (reader.remaining() > 0) {
      int entry = reader.u16();
      if (!seen.add(entry)) {
        throw reader.malformed("a boot order that names option %04X twice".formatted(entry));
      }
      entries.add(entry);
    }
    return new VariableContent.BootOrder(entries);
  }
}
