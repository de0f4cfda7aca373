package dev.assay.agent.tpm;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/// What a TPM says it is. Claims: no key signs them.
///
/// @param manufacturer the letters of TPM_PT_MANUFACTURER, such as "IFX"
/// @param manufacturerId the same as 8 hex digits, as TCG's vendor list and certificates write it
/// @param model TPM_PT_VENDOR_STRING_1 to 4, joined
/// @param firmwareVersion TPM_PT_FIRMWARE_VERSION_1 and 2 as four numbers, such as "7.2.1.0"
public record TpmProperties(
    String manufacturer, String manufacturerId, String model, String firmwareVersion) {

  private static final int TPM_PT_FAMILY_INDICATOR = 0x100;
  private static final int TPM_PT_MANUFACTURER = 0x105;
  private static final int TPM_PT_VENDOR_STRING_1 = 0x106;
  private static final int TPM_PT_FIRMWARE_VERSION_1 = 0x10B;
  private static final int TPM_PT_FIRMWARE_VERSION_2 = 0x10C;

  static TpmProperties read(TpmConnection connection) throws TpmException {
    Map<Integer, Integer> properties =
        Capabilities.properties(connection, TPM_PT_FAMILY_INDICATOR, 16);
    int manufacturer = properties.getOrDefault(TPM_PT_MANUFACTURER, 0);
    StringBuilder model = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      model.append(letters(properties.getOrDefault(TPM_PT_VENDOR_STRING_1 + i, 0)));
    }
    int high = properties.getOrDefault(TPM_PT_FIRMWARE_VERSION_1, 0);
    int low = properties.getOrDefault(TPM_PT_FIRMWARE_VERSION_2, 0);
    return new TpmProperties(
        letters(manufacturer).strip(),
        HexFormat.of().withUpperCase().toHexDigits(manufacturer),
        model.toString().strip(),
        firmware(high, low));
  }

  private static String firmware(int high, int low) {
    return (high >>> 16) + "." + (high & 0xFFFF) + "." + (low >>> 16) + "." + (low & 0xFFFF);
  }

  /// Four bytes of ASCII; what is not printable is left out.
  private static String letters(int value) {
    byte[] bytes = new WireWriter().u32(value).toBytes().toByteArray();
    return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "");
  }
}
