package dev.assay.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.PcrBankDigests;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcrChangesTest {
  private static final int SHA1 = 0x0004;
  private static final int SHA256 = 0x000B;

  private final PcrChanges changes = new PcrChanges();

  @Test
  void everythingIsNewAtFirst() {
    assertThat(changes.since(List.of(bank(SHA256, 0b101, "aa", "bb"))))
        .singleElement()
        .satisfies(
            bank -> {
              assertThat(bank.getHashAlgorithm()).isEqualTo(SHA256);
              assertThat(bank.getPcrMask()).isEqualTo(0b101);
              assertThat(bank.getValues())
                  .isEqualTo(ByteString.fromHex("aa".repeat(32) + "bb".repeat(32)));
            });
  }

  @Test
  void sameValuesAreLeftOut() {
    changes.since(List.of(bank(SHA256, 0b11, "aa", "bb")));

    assertThat(changes.since(List.of(bank(SHA256, 0b11, "aa", "bb")))).isEmpty();
  }

  @Test
  void changedValueStandsAlone() {
    changes.since(List.of(bank(SHA256, 0b111, "aa", "bb", "cc")));

    assertThat(changes.since(List.of(bank(SHA256, 0b111, "aa", "dd", "cc"))))
        .singleElement()
        .satisfies(
            bank -> {
              assertThat(bank.getPcrMask()).isEqualTo(0b010);
              assertThat(bank.getValues()).isEqualTo(ByteString.fromHex("dd".repeat(32)));
            });
  }

  @Test
  void banksDontMix() {
    changes.since(List.of(bank(SHA256, 1, "aa")));

    assertThat(changes.since(List.of(bank(SHA1, 1, "aa"), bank(SHA256, 1, "aa"))))
        .singleElement()
        .satisfies(bank -> assertThat(bank.getHashAlgorithm()).isEqualTo(SHA1));
  }

  private static PcrBankDigests bank(int algorithm, int mask, String... bytes) {
    var size = algorithm == SHA1 ? 20 : 32;
    var hex = new StringBuilder();
    for (var b : bytes) {
      hex.append(b.repeat(size));
    }
    return new PcrBankDigests(algorithm, mask, ByteString.fromHex(hex.toString()));
  }
}
