package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One or more UEFI device paths, one after the other, each closed by an End Entire node (UEFI,
/// section "Device Path Protocol"). The nodes cover the bytes completely. Equal where the bytes
/// are.
public final class DevicePath {
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

  private final Bytes bytes;

  private DevicePath(Bytes bytes) {
    this.bytes = bytes;
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
    int nodes = 0;
    boolean ended = true;
    while (reader.remaining() > 0) {
      int offset = (int) reader.position();
      if (nodes == MAX_NODES) {
        throw new MalformedInput("a device path of more than " + MAX_NODES + " nodes", offset);
      }
      int type = reader.u8();
      int subType = reader.u8();
      ended = type == END && subType == END_ENTIRE;
      int length = reader.u16();
      if (length < HEADER) {
        throw new MalformedInput("a device path node of " + length + " bytes", offset);
      }
      reader.skip(length - HEADER, "a device path node");
      nodes++;
    }
    if (!ended) {
      throw new MalformedInput("a device path without its end node", bytes.length());
    }
    return new DevicePath(bytes);
  }

  /// The nodes in order, end nodes included; none for a path of zero bytes. Made anew by each call:
  /// most paths are never looked at.
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    for (int at = 0; at < bytes.length(); at += nodeLength(at)) {
      nodes.add(new Node(type(at), subType(at), body(at), at));
    }
    return Collections.unmodifiableList(nodes);
  }

  /// Whether there is no node at all.
  boolean isEmpty() {
    return bytes.isEmpty();
  }

  private int type(int at) {
    return bytes.get(at) & 0xFF;
  }

  private int subType(int at) {
    return bytes.get(at + 1) & 0xFF;
  }

  private int nodeLength(int at) {
    return (bytes.get(at + 2) & 0xFF) | (bytes.get(at + 3) & 0xFF) << 8;
  }

  private Bytes body(int at) {
    return bytes.slice(at + HEADER, at + nodeLength(at));
  }

  /// All of it for people, as firmware writes it:
  /// `PciRoot(0x0)/Pci(0x1f,0x2)/Sata(0x0,0xffff,0x0)`, paths parted by "; ". One line, however
  /// long; it may be forged and decides nothing.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String separator = "";
    for (Node node : nodes()) {
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
    String file = "";
    for (int at = 0; at < bytes.length() && type(at) != END; at += nodeLength(at)) {
      if (isFile(at)) {
        String part = text(at).orElse("");
        if (!file.isEmpty()) {
          return file + part + rest(at + nodeLength(at));
        }
        file = part;
      }
    }
    return file;
  }

  /// What the file nodes from `start` on say: nearly every path has one of them only.
  private String rest(int start) {
    StringBuilder file = new StringBuilder();
    for (int at = start; at < bytes.length() && type(at) != END; at += nodeLength(at)) {
      if (isFile(at)) {
        text(at).ifPresent(file::append);
      }
    }
    return file.toString();
  }

  private Optional<String> text(int at) {
    return Text.utf16(bytes, at + HEADER, at + nodeLength(at));
  }

  private boolean isFile(int at) {
    return type(at) == MEDIA && subType(at) == FILE_PATH;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof DevicePath other && bytes.equals(other.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }
}
