package dev.assay.appraisal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.tpm.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final Bytes SOME = Bytes.fromHex("00017f80ff");

  @Test
  void copyIsNotMovedByItsSource() {
    byte[] source = {1, 2, 3};
    Bytes copy = Bytes.copyOf(source);
    source[0] = 9;
    assertThat(copy.toHex()).isEqualTo("010203");
  }

  @Test
  void arrayGivenOutIsACopy() {
    SOME.toArray()[0] = 9;
    assertThat(SOME.toHex()).isEqualTo("00017f80ff");
  }

  @Test
  void sliceIsEqualToItsBytesAndNothingElse() {
    Bytes slice = SOME.slice(1, 3);
    assertThat(slice).isEqualTo(Bytes.fromHex("017F")).hasSameHashCodeAs(Bytes.fromHex("017f"));
    assertThat(slice.slice(1, 2).get(0)).isEqualTo((byte) 0x7f);
    assertThat(slice).isNotEqualTo(SOME);
  }

  @Test
  void rangesOutsideAreRefused() {
    Bytes slice = SOME.slice(1, 3);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.slice(0, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.get(2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.get(-1));
  }

  @Test
  void equalBytesHaveOneHashWhereverTheyStand() {
    for (int length = 0; length < 20; length++) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) -3);
      Bytes whole = Bytes.copyOf(bytes);
      Bytes inside = Bytes.concat(Bytes.fromHex("0102"), whole, Bytes.fromHex("03"));
      assertThat(inside.slice(2, 2 + length)).isEqualTo(whole).hasSameHashCodeAs(whole);
      assertThat(whole.copy()).isEqualTo(whole).hasSameHashCodeAs(whole);
    }
  }

  @Test
  void differenceInAnyPlaceGivesAnotherHash() {
    byte[] bytes = new byte[19];
    int same = Bytes.copyOf(bytes).hashCode();
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = 1;
      assertThat(Bytes.copyOf(bytes).hashCode()).as("byte %d", at).isNotEqualTo(same);
      bytes[at] = 0;
    }
  }

  @Test
  void textOfARangeIsThatOfItsSlice() {
    Bytes bytes = Bytes.fromHex("4142e443");

    assertThat(bytes.toLatin1(1, 3)).isEqualTo("Bä").isEqualTo(bytes.slice(1, 3).toLatin1());
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> bytes.toLatin1(1, 5));
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
    assertThat(Bytes.fromHex("80")).isLessThan(Bytes.fromHex("8000"));
    assertThat(Bytes.EMPTY).isLessThan(Bytes.fromHex("00"));
  }

  @Test
  void equalityInConstantTimeIsEquality() {
    assertThat(SOME.equalsConstantTime(Bytes.fromHex("00017f80ff"))).isTrue();
    assertThat(SOME.equalsConstantTime(Bytes.fromHex("00017f80fe"))).isFalse();
    assertThat(SOME.equalsConstantTime(Bytes.fromHex("00017f80"))).isFalse();
    assertThat(SOME.slice(1, 2).equalsConstantTime(Bytes.fromHex("01"))).isTrue();
  }

  @Test
  void hexThatIsNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0"));
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0g"));
  }

  @Test
  void longBytesAreShownShort() {
    assertThat(Bytes.wrap(new byte[16])).hasToString("00".repeat(16));
    assertThat(Bytes.wrap(new byte[17])).hasToString("00".repeat(16) + "…(17 bytes)");
  }

  @Test
  void streamGivesTheSliceAlone() throws IOException {
    assertThat(SOME.slice(2, 4).asInputStream().readAllBytes())
        .containsExactly((byte) 0x7f, (byte) 0x80);
  }

  @Test
  void partIsFoundWhereItStandsAndNowhereElse() {
    Bytes bytes = Bytes.fromHex("00010203").slice(1, 4);
    assertThat(bytes.holdsAt(1, Bytes.fromHex("0203"))).isTrue();
    assertThat(bytes.holdsAt(0, Bytes.fromHex("0203"))).isFalse();
    assertThat(bytes.holdsAt(2, Bytes.fromHex("0304"))).isFalse();
    assertThat(bytes.holdsAt(-1, Bytes.fromHex("00"))).isFalse();
    assertThat(bytes.holdsAt(4, Bytes.EMPTY)).isFalse();
    assertThat(bytes.holdsAt(3, Bytes.EMPTY)).isTrue();
    assertThat(bytes.holdsAt(1, new byte[] {2, 3, 9}, 2)).isTrue();
    assertThat(bytes.holdsAt(1, new byte[] {2, 3, 9}, 3)).isFalse();
  }

  @Test
  void rangeIsHashedAlone() {
    Bytes bytes = Bytes.fromHex("00010203").slice(1, 4);
    MessageDigest digest = HashAlgorithm.SHA256.newDigest();
    bytes.hashWith(digest, 1, 3);
    assertThat(Bytes.wrap(digest.digest()))
        .isEqualTo(HashAlgorithm.SHA256.hash(Bytes.fromHex("0203")).value());
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> bytes.hashWith(digest, 1, 4));
  }

  @Test
  void partsAreJoinedInOrder() {
    assertThat(Bytes.concat(SOME.slice(0, 2), Bytes.EMPTY, SOME.slice(4, 5)).toHex())
        .isEqualTo("0001ff");
  }
}
