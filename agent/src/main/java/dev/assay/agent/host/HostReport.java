package dev.assay.agent.host;

import dev.assay.v1.HostFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Puts together what the host says of itself, within the limits of the contract (UTF-8 of at most
/// 256 bytes each).
public final class HostReport {
  private static final int LIMIT = 256;
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private static final Map<String, BiConsumer<HostFacts.Builder, String>> SMBIOS = smbiosFields();

  private HostReport() {}

  /// Facts from SMBIOS, the host's name and the agent's version. The caller adds what the TPM says.
  ///
  /// @param dmi the kernel's folder or a JSON file, see [SmbiosStrings#read]
  /// @param hostName what to call the host; empty for what the kernel says
  /// @throws IOException where `dmi` is a file and holds no JSON object of strings
  public static HostFacts.Builder read(Path dmi, Optional<String> hostName, String agentVersion)
      throws IOException {
    var strings = SmbiosStrings.read(dmi, names());
    var facts = HostFacts.newBuilder();
    SMBIOS.forEach((name, set) -> set.accept(facts, bounded(strings.get(name))));
    return facts
        .setHostName(bounded(hostName.orElseGet(HostReport::hostName)))
        .setAgentVersion(bounded(agentVersion));
  }

  /// The text without control characters and of at most 256 bytes of UTF-8, cut between characters.
  public static String bounded(String text) {
    var kept = new StringBuilder();
    var size = 0;
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      i += Character.charCount(c);
      var shown =
          Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c;
      size += Character.toString(shown).getBytes(StandardCharsets.UTF_8).length;
      if (size > LIMIT) {
        break;
      }
      kept.appendCodePoint(shown);
    }
    return kept.toString();
  }

  private static List<String> names() {
    return new ArrayList<>(SMBIOS.keySet());
  }

  private static String hostName() {
    try {
      return SmallFile.text(HOST_NAME, 256).strip();
    } catch (IOException _) {
      return nameOfAddress();
    }
  }

  private static String nameOfAddress() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "";
    }
  }

  private static Map<String, BiConsumer<HostFacts.Builder, String>> smbiosFields() {
    var fields = new LinkedHashMap<String, BiConsumer<HostFacts.Builder, String>>();
    fields.put("sys_vendor", HostFacts.Builder::setSystemVendor);
    fields.put("product_name", HostFacts.Builder::setProductName);
    fields.put("product_version", HostFacts.Builder::setProductVersion);
    fields.put("board_vendor", HostFacts.Builder::setBoardVendor);
    fields.put("board_name", HostFacts.Builder::setBoardName);
    fields.put("board_version", HostFacts.Builder::setBoardVersion);
    fields.put("board_serial", HostFacts.Builder::setBoardSerial);
    fields.put("chassis_serial", HostFacts.Builder::setChassisSerial);
    fields.put("bios_vendor", HostFacts.Builder::setBiosVendor);
    fields.put("bios_version", HostFacts.Builder::setBiosVersion);
    fields.put("bios_date", HostFacts.Builder::setBiosDate);
    return fields;
  }
}
