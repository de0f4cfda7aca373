package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.ComponentKind.Part;
import dev.assay.verifier.testing.SmbiosBuilder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmbiosTableTest {
  private static final byte[] BOARD = {1, 2, 0, 3, 0, 0, 4};

  @Test
  void partsAreReadWithWhatTheTableSaysOfThem() {
    var table =
        new SmbiosBuilder()
            .structure(2, BOARD, "Vendor", "X11", "SN-1", "Slot 0")
            .processor(true, "CPU0", "AMD", "EPYC")
            .memory(0x7FFF, "DIMM_A1", "Samsung", "12AB", "M393")
            .end();

    assertThat(SmbiosTable.read(table))
        .isEqualTo(
            new Inventory.Smbios.Listed(
                List.of(
                    new SmbiosPart(Part.Type.BASEBOARD, "Slot 0", "Vendor", "X11", "SN-1"),
                    new SmbiosPart(Part.Type.PROCESSOR, "CPU0", "AMD", "EPYC", ""),
                    new SmbiosPart(Part.Type.MEMORY, "DIMM_A1", "Samsung", "M393", "12AB"))));
  }

  @Test
  void emptySocketsAndSlotsAreNoParts() {
    var table =
        new SmbiosBuilder().processor(false, "CPU1", "", "").memory(0, "DIMM_A2", "", "", "").end();

    assertThat(SmbiosTable.read(table)).isEqualTo(new Inventory.Smbios.Listed(List.of()));
  }

  @Test
  void whatFirmwareLeavesBehindTheEndIsPassedOver() {
    var table = Bytes.concat(new SmbiosBuilder().end(), Bytes.fromHex("ffff"));

    assertThat(SmbiosTable.read(table)).isInstanceOf(Inventory.Smbios.Listed.class);
  }

  @Test
  void stringsAreMadeHarmless() {
    var table = new SmbiosBuilder().memory(1, "\u001b[31m", "x".repeat(300), "", "").end();

    var part = ((Inventory.Smbios.Listed) SmbiosTable.read(table)).parts().getFirst();

    assertThat(part.place()).doesNotContain("\u001b");
    assertThat(part.manufacturer()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11", // no length
        "11030000", // a length that does not hold the header
        "1128000000", // cut in the formatted area
        "0204000041424300", // strings without their end
        "0204000000", // the end of no strings cut
        "020400000001" // no strings, and no second zero
      })
  void whatBreaksTheStandardIsMalformed(String hex) {
    assertThat(SmbiosTable.read(Bytes.fromHex(hex))).isInstanceOf(Inventory.Smbios.Malformed.class);
  }

  @Test
  void partsWithoutEndAreMalformed() {
    var builder = new SmbiosBuilder();
    for (int i = 0; i < 1_025; i++) {
      builder.memory(1, "", "", "", "");
    }

    assertThat(SmbiosTable.read(builder.end())).isInstanceOf(Inventory.Smbios.Malformed.class);
  }

  @Test
  void noChangedByteIsMoreThanMalformed() {
    var table =
        new SmbiosBuilder()
            .structure(2, BOARD, "Vendor", "X11", "SN-1", "Slot 0")
            .memory(1, "DIMM_A1", "Samsung", "12AB", "M393")
            .end()
            .toArray();
    var random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      var changed = table.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();

      assertThat(SmbiosTable.read(Bytes.wrap(changed)))
          .isInstanceOfAny(Inventory.Smbios.Listed.class, Inventory.Smbios.Malformed.class);
    }
  }
}
