package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.PlainText;
import java.util.Locale;
import java.util.Optional;

/// Device path nodes as firmware and `efibootmgr` write them (UEFI, section "EFI Device Path
/// Display Format Overview"). A node that is not known, or is not as long as its type has it, is
/// written with its numbers and bytes.
final class DevicePathText {
  private static final int PNP = 0x41D0;
  private static final int PCI_ROOT = 0x0A03;
  private static final int PCIE_ROOT = 0x0A08;
  private static final int ETHERNET_AND_IEEE_802 = 1;
  private static final int MAC_SIZE = 6;
  private static final int MAC_FIELD = 32;
  private static final int GPT_SIGNATURE = 2;

  private DevicePathText() {}

  static String of(DevicePath.Node node) {
    ByteReader body = ByteReader.littleEndian(node.body());
    try {
      Optional<String> text = known(node, body);
      if (text.isPresent() && body.remaining() == 0 && PlainText.isShown(text.get())) {
        return text.get();
      }
    } catch (MalformedInput _) {
      // Shorter than its type: written with its bytes.
    }
    return "Path(%d,%d,%s)".formatted(node.type(), node.subType(), node.body().toHex());
  }

  private static Optional<String> known(DevicePath.Node node, ByteReader body)
      throws MalformedInput {
    return switch (node.type() << 8 | node.subType()) {
      case 0x0101 -> text(swapped("Pci(0x%x,0x%x)", body.u8(), body.u8()));
      case 0x0104 -> text("VenHw(" + guidAndRest(body) + ")");
      case 0x0105 -> text("Ctrl(0x%x)".formatted(body.u32()));
      case 0x0201 -> text(acpi(body.u32(), body.u32()));
      case 0x0302 -> text(swapped("Scsi(0x%2$x,0x%1$x)", body.u16(), body.u16()));
      case 0x0305 -> text("USB(0x%x,0x%x)".formatted(body.u8(), body.u8()));
      case 0x030A -> text("VenMsg(" + guidAndRest(body) + ")");
      case 0x030B -> text(mac(body));
      case 0x030C -> text(ipv4(body));
      case 0x030D -> text(ipv6(body));
      case 0x0312 -> text("Sata(0x%x,0x%x,0x%x)".formatted(body.u16(), body.u16(), body.u16()));
      case 0x0314 -> text("Vlan(%d)".formatted(body.u16()));
      case 0x0317 -> text("NVMe(0x%x,%s)".formatted(body.u32(), eui64(body)));
      case 0x0318 -> Text.ascii(rest(body)).map(uri -> "Uri(" + uri + ")");
      case 0x0401 -> text(hardDrive(body));
      case 0x0402 -> text("CDROM(0x%x,0x%x,0x%x)".formatted(body.u32(), body.u64(), body.u64()));
      case 0x0403 -> text("VenMedia(" + guidAndRest(body) + ")");
      case 0x0404 -> Text.utf16(rest(body));
      case 0x0406 -> text("FvFile(" + guid(body) + ")");
      case 0x0407 -> text("Fv(" + guid(body) + ")");
      case 0x0408 -> text(offsetRange(body));
      case 0x0501 -> bbs(body);
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(String text) {
    return Optional.of(text);
  }

  private static String swapped(String format, int function, int device) {
    return format.formatted(device, function);
  }

  /// A device as the old BIOS knew it.
  private static Optional<String> bbs(ByteReader body) throws MalformedInput {
    int type = body.u16();
    body.u16();
    return Text.ascii(rest(body)).map(name -> "BBS(0x%x,%s)".formatted(type, name));
  }

  private static String acpi(long hid, long uid) {
    if ((hid & 0xFFFF) != PNP) {
      return "Acpi(0x%08x,0x%x)".formatted(hid, uid);
    }
    return switch ((int) (hid >> 16)) {
      case PCI_ROOT -> "PciRoot(0x%x)".formatted(uid);
      case PCIE_ROOT -> "PcieRoot(0x%x)".formatted(uid);
      default -> "Acpi(PNP%04X,0x%x)".formatted(hid >> 16, uid);
    };
  }

  private static String mac(ByteReader body) throws MalformedInput {
    Bytes field = body.take(MAC_FIELD, "a MAC address");
    int type = body.u8();
    Bytes address = type <= ETHERNET_AND_IEEE_802 ? field.slice(0, MAC_SIZE) : field;
    return "MAC(%s,0x%x)".formatted(address.toHex(), type);
  }

  private static String ipv4(ByteReader body) throws MalformedInput {
    body.take(4, "a local address");
    Bytes remote = body.take(4, "a remote address");
    rest(body);
    return "IPv4(%d.%d.%d.%d)"
        .formatted(
            remote.get(0) & 0xFF, remote.get(1) & 0xFF, remote.get(2) & 0xFF, remote.get(3) & 0xFF);
  }

  private static String ipv6(ByteReader body) throws MalformedInput {
    body.take(16, "a local address");
    Bytes remote = body.take(16, "a remote address");
    rest(body);
    StringBuilder text = new StringBuilder("IPv6(");
    for (int i = 0; i < remote.length(); i += 2) {
      text.append(i == 0 ? "" : ":").append(remote.slice(i, i + 2).toHex());
    }
    return text.append(')').toString();
  }

  private static String eui64(ByteReader body) throws MalformedInput {
    Bytes eui = body.take(8, "an EUI-64");
    StringBuilder text = new StringBuilder();
    for (int i = eui.length() - 1; i >= 0; i--) {
      text.append("%02X".formatted(eui.get(i))).append(i == 0 ? "" : "-");
    }
    return text.toString();
  }

  private static String hardDrive(ByteReader body) throws MalformedInput {
    long partition = body.u32();
    long start = body.u64();
    long size = body.u64();
    Bytes signature = body.take(Guid.SIZE, "a partition's signature");
    body.u8();
    boolean gpt = body.u8() == GPT_SIGNATURE;
    return "HD(%d,%s,%s,0x%x,0x%x)"
        .formatted(
            partition,
            gpt ? "GPT" : "MBR",
            gpt ? new Guid(signature).toString() : signature.slice(0, 4).toHex(),
            start,
            size);
  }

  private static String offsetRange(ByteReader body) throws MalformedInput {
    body.u32();
    return "Offset(0x%x,0x%x)".formatted(body.u64(), body.u64());
  }

  private static String guid(ByteReader body) throws MalformedInput {
    return Guid.read(body, "a GUID").toString().toUpperCase(Locale.ROOT);
  }

  private static String guidAndRest(ByteReader body) throws MalformedInput {
    String guid = guid(body);
    return body.remaining() == 0 ? guid : guid + "," + rest(body).toHex();
  }

  private static Bytes rest(ByteReader body) throws MalformedInput {
    return body.take(body.remaining(), "a device path node");
  }
}
