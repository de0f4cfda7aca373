package dev.assay.verifier.service;

import java.util.stream.Stream;

/// What a board calls itself (SMBIOS): a host reports it, and no TPM signs it. An empty text says
/// nothing.
///
/// @param product the system's product name; where it has none, the board's name
public record BoardIdentity(String manufacturer, String product, String boardVersion) {
  public static final BoardIdentity UNSAID = new BoardIdentity("", "", "");

  /// What a host reports of its board.
  public static BoardIdentity reportedBy(HostFacts host) {
    return new BoardIdentity(
        host.get(HostFact.SYSTEM_VENDOR).orElse(""),
        host.get(HostFact.PRODUCT_NAME).or(() -> host.get(HostFact.BOARD_NAME)).orElse(""),
        host.get(HostFact.BOARD_VERSION).orElse(""));
  }

  /// Whether both say the same, in what both of them say.
  boolean agreesWith(BoardIdentity other) {
    return agrees(manufacturer, other.manufacturer)
        && agrees(product, other.product)
        && agrees(boardVersion, other.boardVersion);
  }

  private static boolean agrees(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  @Override
  public String toString() {
    var said =
        Stream.of(manufacturer, product, boardVersion).filter(part -> !part.isEmpty()).toList();
    return said.isEmpty() ? "nothing" : "'" + String.join("' '", said) + "'";
  }
}
