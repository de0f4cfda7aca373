package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApproveCommandTest extends WithVerifier {
  private static final String APPROVE = "POST /api/v1/machines/" + PENDING + "/approve";
  private static final String MODEL = "TestVendor B550-TEST";

  @Test
  void approvalCarriesTheModel() {
    verifier().on(APPROVE, 200, "{}");
    var result = assay().run("approve", "rack2-b1", "--model", MODEL);
    assertThat(verifier().bodyOf(APPROVE)).isEqualTo("{\"model\":\"TestVendor B550-TEST\"}");
    assertThat(result.out())
        .isEqualTo("rack2-b1 (3333cccc3333) is approved as TestVendor B550-TEST.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void exceptionsAreSentOnlyWhereAPersonMakesThem() {
    verifier().on(APPROVE, 200, "{}");
    assay()
        .run(
            "approve",
            "rack2-b1",
            "--model",
            MODEL,
            "--without-ek-certificate",
            "--new-key",
            "--replaced-tpm");
    assertThat(verifier().bodyOf(APPROVE))
        .contains(
            "\"acceptUnverifiedEk\":true", "\"acceptNewKey\":true", "\"acceptReplacedTpm\":true");
  }

  @Test
  void refusalNamesTheOptionThatIsNeeded() {
    verifier()
        .on(
            APPROVE,
            409,
            "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"No EK certificate vouches for this"
                + " TPM; approve with acceptUnverifiedEk.\"}");
    var result = assay().run("approve", "rack2-b1", "--model", MODEL);
    assertThat(result.err())
        .isEqualTo(
            "assay: rack2-b1 (3333cccc3333) is not approved: No EK certificate vouches for this"
                + " TPM; approve with --without-ek-certificate.\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void nothingIsApprovedWhereOneNameIsWrong() {
    var result = assay().run("approve", "rack2-b1", "rack9", "--model", MODEL);
    assertThat(result.code()).isEqualTo(4);
    assertThat(verifier().asked()).hasSize(1);
  }

  @Test
  void modelIsNeverGuessed() {
    var result = assay().run("approve", "rack2-b1");
    assertThat(result.err())
        .isEqualTo(
            "assay: Missing required option: '--model=MODEL'; see `assay approve --help`.\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void retiringIsOneRequest() {
    var retire = "POST /api/v1/machines/" + TRUSTED + "/retire";
    verifier().on(retire, 200, "{}");
    assertThat(assay().run("retire", "rack1-a1").out())
        .isEqualTo("rack1-a1 (1111aaaa1111) is retired.\n");
  }
}
