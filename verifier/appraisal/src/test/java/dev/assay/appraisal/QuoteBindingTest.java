package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteBindingTest {
  private static final Bytes NONCE = Bytes.fromHex("11".repeat(32));
  private static final Bytes VALUE = Bytes.fromHex("22".repeat(32));

  // Computed by: (printf 'assay quote v1\0'; nonce; kind; value) | sha256sum
  @Test
  void bindingToAConnectionIsAsTheContractDefinesIt() {
    assertThat(QuoteBinding.extraData(NONCE, new ChannelBinding.TlsExporter(VALUE)).toHex())
        .isEqualTo("abbf7b77bca33088e8062cddbf7062a157e4ec76e24d9051977c71ce8e3e5e00");
  }

  @Test
  void bindingToACertificateIsAsTheContractDefinesIt() {
    assertThat(QuoteBinding.extraData(NONCE, new ChannelBinding.ServerCertificate(VALUE)).toHex())
        .isEqualTo("f2abf4376e5a58c8eb2bcd6e37a427fc83917818b76dac5f2a2eff5095c493bd");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void partsOfAnotherSizeAreRefused(int size) {
    Bytes other = Bytes.wrap(new byte[size]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelBinding.TlsExporter(other))
        .withMessageContaining("32 are needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelBinding.ServerCertificate(other));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuoteBinding.extraData(other, new ChannelBinding.TlsExporter(VALUE)));
  }
}
