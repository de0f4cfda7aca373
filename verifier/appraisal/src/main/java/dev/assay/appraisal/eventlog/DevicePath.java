package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One or more UEFI device paths, one after the other, each closed by an End Entire node (UEFI,
/// section "Device Path Protocol"). The nodes cover the bytes completely.
///
/// @param nodes in order, end nodes included; none for a path of zero bytes
public record DevicePath(List<Node> nodes) {
  /// The most nodes that a path may have.
  public static final int MAX_NODES = 256;

  private static final int HEADER = 4;
  private static final int MESSAGING = 0x03;
  private static final int MEDIA = 0x04;
  private static final int END = 0x7F;
  private static final int END_ENTIRE = 0xFF;
  private static final int MAC_ADDRESS = 0x0B;
  private static final int FILE_PATH = 0x04;
  private static final int MAC_FIELD = 32;
  private static final int MAC_SIZE = 6;

  public DevicePath {
    nodes = List.copyOf(nodes);
  }

  /// One node.
  ///
  /// @param type 0 to 255, as the sub type is
  /// @param body what follows the four bytes of the header
  /// @param offset of the node's header from the start of the path
  public record Node(int type, int subType, Bytes body, int offset) {
    boolean isEnd() {
      return type == END;
    }

    /// Where this is a MAC address node (3/11): the address, six bytes for Ethernet and IEEE 802,
    /// else the whole field of 32.
    public Optional<Bytes> macAddress() {
      if (type != MESSAGING || subType != MAC_ADDRESS || body.length() != MAC_FIELD + 1) {
        return Optional.empty();
      }
      int interfaceType = body.get(MAC_FIELD) & 0xFF;
      return Optional.of(body.slice(0, interfaceType <= 1 ? MAC_SIZE : MAC_FIELD));
    }

    /// Where the address of [#macAddress()] begins, from the start of the path.
    public int macOffset() {
      return offset + HEADER;
    }

    /// Where this is a file path node (4/4): the path, without the terminating NUL.
    public Optional<String> filePath() {
      return type == MEDIA && subType == FILE_PATH ? Text.utf16(body) : Optional.empty();
    }
  }

  /// Refuses nodes shorter than their header, more than [#MAX_NODES], and a last node that is no
  /// End Entire.
  static DevicePath parse(Bytes bytes) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(bytes);
    List<Node> nodes = new ArrayList<>();
    boolean ended = true;
    while (reader.remaining() > 0) {
      int offset = (int) reader.position();
      if (nodes.size() == MAX_NODES) {
        throw new MalformedInput("a device path of more than " + MAX_NODES + " nodes", offset);
      }
      Node node = readNode(reader, offset);
      nodes.add(node);
      ended = node.isEnd() && node.subType() == END_ENTIRE;
    }
    if (!ended) {
      throw new MalformedInput("a device path without its end node", bytes.length());
    }
    return new DevicePath(nodes);
  }

  private static Node readNode(ByteReader reader, int offset) throws MalformedInput {
    int type = reader.u8();
    int subType = reader.u8();
    int length = reader.u16();
    if (length < HEADER) {
      throw new MalformedInput("a device path node of " + length + " bytes", offset);
    }
    return new Node(type, subType, reader.take(length - HEADER, "a device path node"), offset);
  }

  /// All of it for people, as firmware writes it:
  /// `PciRoot(0x0)/Pci(0x1f,0x2)/Sata(0x0,0xffff,0x0)`, paths parted by "; ". One line, however
  /// long; it may be forged and decides nothing.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String separator = "";
    for (Node node : nodes) {
      if (node.isEnd()) {
        separator = node.subType() == END_ENTIRE ? "; " : ", ";
      } else {
        text.append(text.isEmpty() ? "" : separator).append(DevicePathText.of(node));
        separator = "/";
      }
    }
    return text.toString();
  }

  /// The file that the first path ends in, "" where it names none. The last word for people, never
  /// for a decision: no digest covers the path of a loaded image.
  public String file() {
    StringBuilder file = new StringBuilder();
    for (Node node : nodes) {
      if (node.isEnd()) {
        break;
      }
      node.filePath().ifPresent(file::append);
    }
    return file.toString();
  }
}
