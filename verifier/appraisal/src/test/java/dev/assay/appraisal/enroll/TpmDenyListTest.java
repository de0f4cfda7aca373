package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.MalformedInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpmDenyListTest {
  private static final String LIST =
      """
      # manufacturer; model; versions; reason
      IFX; SLB 9665*; 5.0-5.61; CVE-2017-15361

        ntc ; npct6xx ; * ; not for new machines; really
      STM; *; 13.12; old
      """;

  private static EkCertificateResult.Trusted tpm(String vendor, String model, String version) {
    return new EkCertificateResult.Trusted(
        vendor, model, version, false, "CN=Root", "1", List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "id:49465800, SLB 9665, id:053D, CVE-2017-15361",
    "id:49465800, slb 9665 TT2.0, id:0500, CVE-2017-15361",
    "id:49465800, SLB 9665, id:00050000, CVE-2017-15361",
    "id:4E544300, NPCT6xx, id:13, not for new machines; really",
    "id:53544D20, ST33HTPHAHD8, id:0D0C, old"
  })
  void tpmOfTheListIsDenied(String vendor, String model, String version, String reason)
      throws MalformedInput {
    assertThat(TpmDenyList.parse(LIST).reasonAgainst(tpm(vendor, model, version))).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "id:49465800, SLB 9665, id:053E",
    "id:49465800, SLB 9665, id:043D",
    "id:49465800, SLB 9670, id:053D",
    "id:414D4400, SLB 9665, id:053D",
    "id:4E544300, NPCT75x, id:0700",
    "id:53544D20, ST33HTPHAHD8, id:0D0B"
  })
  void otherTpmsAreNot(String vendor, String model, String version) throws MalformedInput {
    assertThat(TpmDenyList.parse(LIST).reasonAgainst(tpm(vendor, model, version))).isEmpty();
    assertThat(TpmDenyList.NONE.reasonAgainst(tpm(vendor, model, version))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id:", "id:5", "053D", "id:053D00", "id:xyzt"})
  void versionThatCanNotBeReadIsDeniedWithTheRange(String version) throws MalformedInput {
    assertThat(TpmDenyList.parse(LIST).reasonAgainst(tpm("id:49465800", "SLB 9665", version)))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IFX",
        "IFX; SLB 9665; 5.0-5.61",
        "IFX; SLB 9665; 5.0-5.61;",
        "IFX; ; *; reason",
        "; SLB 9665; *; reason",
        "IFX; SLB 9665; 5; reason",
        "IFX; SLB 9665; 5.0-; reason",
        "IFX; SLB 9665; -5.0; reason",
        "IFX; SLB 9665; 5.61-5.0; reason",
        "IFX; SLB 9665; 5.0-5.1-5.2; reason",
        "IFX; SLB 9665; 999999.0; reason"
      })
  void slipInTheListIsNotPassedOver(String line) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmDenyList.parse("# list\n" + line + "\n"))
        .withMessageContaining("at byte 7");
  }

  @Test
  void emptyListDeniesNothing() throws MalformedInput {
    assertThat(TpmDenyList.parse("").reasonAgainst(tpm("id:49465800", "", ""))).isEmpty();
  }
}
