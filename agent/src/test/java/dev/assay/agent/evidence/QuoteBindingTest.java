package dev.assay.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class QuoteBindingTest {
  private static final ByteString NONCE = ByteString.fromHex("00".repeat(32));
  private static final ByteString VALUE = ByteString.fromHex("11".repeat(32));

  /// Computed with: printf 'assay quote v1\0' + 32 zero bytes + 01 + 32 times 11, sha256sum.
  @Test
  void exporterBindingIsAsTheContractSays() {
    assertThat(QuoteBinding.extraData(NONCE, new ChannelBinding.TlsExporter(VALUE)))
        .isEqualTo(
            ByteString.fromHex("ef358c1af6a01156bb4da508a6313e5b3d14de9d1367687139bd55065d04a69d"));
  }

  @Test
  void certificateBindingIsAsTheContractSays() {
    assertThat(QuoteBinding.extraData(NONCE, new ChannelBinding.ServerCertificate(VALUE)))
        .isEqualTo(
            ByteString.fromHex("c5576c0e012aff318a8f6bde68e190a7ce56813d44409ae971e19ba6675166ca"));
  }

  @Test
  void otherSizesAreRefused() {
    var shorter = VALUE.substring(1);

    assertThatIllegalArgumentException().isThrownBy(() -> new ChannelBinding.TlsExporter(shorter));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuoteBinding.extraData(shorter, new ChannelBinding.TlsExporter(VALUE)));
  }
}
